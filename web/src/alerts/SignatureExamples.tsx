import { NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Code } from '../ui/Code';
import { Panel } from '../ui/Panel';

const EXAMPLES = {
  Node: `import { createHmac, timingSafeEqual } from 'node:crypto';

function isOurs(secret, header, rawBody) {
  const [, t, v1] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (!t || Math.abs(Date.now() / 1000 - Number(t)) > 300) return false;
  const made = createHmac('sha256', secret).update(t + '.').update(rawBody).digest('hex');
  return timingSafeEqual(Buffer.from(made), Buffer.from(v1));
}`,
  Python: `import hashlib, hmac, re, time

def is_ours(secret: str, header: str, raw_body: bytes) -> bool:
    found = re.fullmatch(r"t=(\\d+),v1=([0-9a-f]{64})", header)
    if not found or abs(time.time() - int(found[1])) > 300:
        return False
    made = hmac.new(secret.encode(), found[1].encode() + b"." + raw_body, hashlib.sha256)
    return hmac.compare_digest(made.hexdigest(), found[2])`,
  Java: `static boolean isOurs(String secret, String header, byte[] rawBody) throws GeneralSecurityException {
    var found = Pattern.compile("t=(\\\\d{1,12}),v1=([0-9a-f]{64})").matcher(header);
    if (!found.matches()
            || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(found.group(1))) > 300) {
        return false;
    }
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    mac.update((found.group(1) + ".").getBytes(UTF_8));
    return MessageDigest.isEqual(mac.doFinal(rawBody), HexFormat.of().parseHex(found.group(2)));
}`,
  Shell: `# $HEADER is the field X-ReconAI-Signature, body.json the body as it came
T=$(printf %s "$HEADER" | sed 's/^t=\\([0-9]*\\),.*/\\1/')
MADE=$({ printf '%s.' "$T"; cat body.json; } | openssl dgst -sha256 -hmac "$SECRET" | sed 's/.*= //')
[ "$HEADER" = "t=$T,v1=$MADE" ] && echo ours`,
} as const;

type Language = keyof typeof EXAMPLES;
const LANGUAGES = Object.keys(EXAMPLES) as Language[];

/** How a receiver of webhooks knows that a message is ours. */
export function SignatureExamples() {
  const [language, setLanguage] = useState<Language>('Node');
  return (
    <Panel title="Check a webhook's signature">
      <Stack gap="sm">
        <Text size="sm">
          Each message carries <code>X-ReconAI-Signature: t=…,v1=…</code>: the time in seconds, and the HMAC-SHA256 of the time, a
          full stop and the body as it came. <code>X-ReconAI-Delivery</code> stays the same when a message is sent again.
        </Text>
        <NativeSelect
          label="Language"
          maw={200}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          data={LANGUAGES}
        />
        <Code text={EXAMPLES[language]} what={`example in ${language}`} />
      </Stack>
    </Panel>
  );
}
