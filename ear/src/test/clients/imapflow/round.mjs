// A round of work by imapflow: PORT-OF-IMAP PORT-OF-IMAPS USER PASSWORD.
// Ends with 0 and "all well" when everything came as expected.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ImapFlow } from 'imapflow';

const [imapPort, imapsPort, user, pass] = process.argv.slice(2);

const message = (subject, body) =>
  Buffer.from(
    `From: Ann <ann@client.example>\r\nTo: ${user}\r\nSubject: ${subject}\r\n` +
      'Date: Sun, 22 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n' +
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n' +
      `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n` +
      '--b\r\nContent-Type: application/octet-stream; name=x.bin\r\n' +
      'Content-Transfer-Encoding: base64\r\n\r\nAAECAwQ=\r\n--b--\r\n',
  );

const client = (port, secure, more = {}) =>
  new ImapFlow({
    host: '127.0.0.1',
    port: Number(port),
    secure,
    auth: { user, pass },
    tls: { rejectUnauthorized: false },
    logger: false,
    ...more,
  });

const text = async stream => {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};

const all = async messages => {
  const found = [];
  for await (const each of messages) found.push(each);
  return found;
};

async function work(imap, box) {
  const folders = await imap.list({ statusQuery: { messages: true, unseen: true } });
  assert.ok(folders.some(folder => folder.path === 'INBOX' && folder.status.messages >= 0));
  assert.ok(folders.some(folder => folder.specialUse === '\\Trash'));
  assert.equal((await imap.mailboxCreate(box)).created, true);

  const appended = await imap.append(box, message('first', 'Grüße'), ['\\Seen']);
  assert.equal(appended.uid, 1);
  for (const subject of ['second', 'third', 'fourth']) {
    await imap.append(box, message(subject, 'Hello'), [], new Date('2026-11-22T10:00:00Z'));
  }
  assert.deepEqual((await imap.status(box, { messages: true, unseen: true })).messages, 4);

  const opened = await imap.mailboxOpen(box);
  assert.equal(opened.exists, 4);
  assert.equal(opened.path, box);

  const found = await all(
    imap.fetch('1:*', {
      uid: true,
      flags: true,
      envelope: true,
      bodyStructure: true,
      internalDate: true,
      size: true,
      threadId: true,
    }),
  );
  assert.deepEqual(
    found.map(each => each.envelope.subject),
    ['first', 'second', 'third', 'fourth'],
  );
  assert.equal(found[0].envelope.from[0].address, 'ann@client.example');
  assert.equal(found[0].bodyStructure.childNodes.length, 2);
  assert.equal(found[1].internalDate.toISOString(), '2026-11-22T10:00:00.000Z');
  assert.ok(found[0].flags.has('\\Seen') && !found[1].flags.has('\\Seen'));
  assert.ok(found[0].emailId && found[0].modseq > 0n);

  const binary = await imap.download('1', '2');
  assert.deepEqual([...(await text(binary.content))], [0, 1, 2, 3, 4]);
  const body = await imap.download('1', '1', { uid: true });
  assert.equal((await text(body.content)).toString(), 'Grüße');
  assert.equal((await imap.fetchOne('1', { source: true })).source.length, found[0].size);

  await imap.messageFlagsAdd({ uid: '2:3' }, ['\\Flagged', '$Work'], { uid: true });
  assert.deepEqual(await imap.search({ flagged: true }, { uid: true }), [2, 3]);
  assert.deepEqual(await imap.search({ keyword: '$Work', unseen: true, subject: 'third' }), [3]);
  assert.deepEqual(await imap.search({ or: [{ body: 'Grüße' }, { header: { subject: 'fourth' } }] }), [1, 4]);
  await imap.messageFlagsRemove('2', ['\\Flagged']);
  const now = await imap.fetchOne('2', { flags: true });
  assert.deepEqual([...now.flags], ['$Work']);

  const copied = await imap.messageCopy('1', 'INBOX');
  assert.equal(copied.uidMap.size, 1);
  const moved = await imap.messageMove('3', 'Trash');
  assert.deepEqual([...moved.uidMap.keys()], [3]);
  await imap.messageDelete({ uid: '4' }, { uid: true });
  assert.deepEqual(await imap.search({ all: true }, { uid: true }), [1, 2]);

  await imap.mailboxRename(box, `${box}-2`);
  await imap.mailboxClose();
  assert.ok((await imap.list()).some(folder => folder.path === `${box}-2`));
}

// One client idles while the other one adds, flags and removes a message.
async function news(watching, acting, box) {
  const lock = await watching.getMailboxLock(box);
  const heard = name => once(watching, name, { signal: AbortSignal.timeout(20_000) });
  try {
    watching.idle().catch(() => {});
    const [exists] = await Promise.all([heard('exists'), acting.append(box, message('news', 'x'))]);
    assert.equal(exists[0].count, exists[0].prevCount + 1);
    await acting.mailboxOpen(box);
    const [flags] = await Promise.all([heard('flags'), acting.messageFlagsAdd('*', ['\\Seen'])]);
    assert.ok(flags[0].flags.has('\\Seen'));
    const [expunge] = await Promise.all([heard('expunge'), acting.messageDelete('*')]);
    assert.equal(expunge[0].path, box);
  } finally {
    lock.release();
  }
  await watching.mailboxOpen('INBOX');
}

const plain = client(imapPort, false); // STARTTLS, since the server has it
const compressed = client(imapsPort, true, { qresync: true });
await plain.connect();
await compressed.connect();
assert.equal(plain.secureConnection, true);
assert.ok(compressed.enabled.has('QRESYNC'));
await work(plain, 'Flow/Büro');
await news(compressed, plain, 'Flow/Büro-2');
await plain.mailboxDelete('Flow/Büro-2');
await plain.logout();
await compressed.logout();
console.log('all well');
