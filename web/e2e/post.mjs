// A mail server of this machine that takes everything and keeps it (the part of RFC 5321 that a sender needs).
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** Quoted-printable, as far as links need it. */
export const plain = (raw) => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=');

/** Starts one; `mails(address)` are those that came for somebody, as they came, `link` waits for one to a page. */
export async function startPost() {
  const kept = [];
  const server = createServer((socket) => {
    let text = '';
    let mail;
    let recipients = [];
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        if (mail !== undefined) {
          const end = text.indexOf('\r\n.\r\n');
          if (end < 0) {
            return;
          }
          kept.push({ recipients, raw: text.slice(0, end) });
          text = text.slice(end + 5);
          mail = undefined;
          recipients = [];
          say('250 kept');
          continue;
        }
        const end = text.indexOf('\r\n');
        if (end < 0) {
          return;
        }
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (/^RCPT TO:/i.test(line)) {
          recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        }
        if (/^DATA/i.test(line)) {
          mail = '';
          text = `\r\n${text}`;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          say('250 yes');
        }
      }
    });
    say('220 post');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mails = (address) => kept.filter((mail) => mail.recipients.includes(address)).map((mail) => mail.raw);
  const link = async (address, path) => {
    const wanted = new RegExp(`http://\\S+${path}#token=[0-9a-z]+`);
    for (const end = Date.now() + PATIENCE_MS; ; await pause(100)) {
      const found = mails(address).map((mail) => wanted.exec(plain(mail))).find(Boolean);
      if (found) {
        return found[0];
      }
      if (Date.now() > end) {
        throw new Error(`no mail with a link to ${path} came`);
      }
    }
  };
  return {
    port: server.address().port,
    mails,
    link,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
