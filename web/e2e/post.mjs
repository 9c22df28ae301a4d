// A mail server of this machine that takes everything and keeps it (the part of RFC 5321 that a sender needs).
import { createServer } from 'node:net';

/** Starts one; `mails(address)` are those that came for somebody, as they came. */
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
  return {
    port: server.address().port,
    mails: (address) => kept.filter((mail) => mail.recipients.includes(address)).map((mail) => mail.raw),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
