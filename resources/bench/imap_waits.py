#!/usr/bin/env python3
"""How long others wait while one user changes very many messages with one command: a second user appends
small messages all the time, and the slowest APPEND beside each command counts. On any IMAP server with
ESEARCH and SEARCHRES, without TLS; both users get new folders, which are deleted at the end.

  imap_waits.py --port 1143 --user user1@posthorn.test --other user2@posthorn.test --n 1000000

Prints a line of JSON: for each command its milliseconds, and those of the slowest APPEND beside it and of the
99th of 100.
"""
import argparse, json, multiprocessing, random, socket, time

MESSAGE = b"From: a@posthorn.test\r\nSubject: waits\r\n\r\nHello.\r\n"


class Imap:
    def __init__(self, options, user):
        self.socket = socket.create_connection((options.host, options.port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.tag = 0
        self.socket.recv(4096)
        self.command('LOGIN %s "%s"' % (user, options.password))

    def command(self, text):
        """Sends it and reads until its tagged response; answers what came at the end."""
        self.tag += 1
        tag = b"w%d " % self.tag
        self.socket.sendall(tag + text.encode() + b"\r\n")
        heard = b""
        while not (heard.endswith(b"\r\n") and heard[:-2].rpartition(b"\r\n")[2].startswith(tag)):
            some = self.socket.recv(1 << 18)
            if not some:
                raise EOFError("the server closed the connection")
            heard = heard[-4096:] + some
        last = heard[:-2].rpartition(b"\r\n")[2]
        if not last.startswith(tag + b"OK"):
            raise ValueError("%s: %s" % (text[:80], last.decode()))
        return heard.decode(errors="replace")

    def append(self, folder):
        return self.command('APPEND "%s" {%d+}\r\n%s' % (folder, len(MESSAGE), MESSAGE.decode()))


def appends(options, folder, pipe):
    client = Imap(options, options.other)
    client.command('CREATE "%s"' % folder)
    waits = []
    while not pipe.poll():
        began = time.monotonic()
        client.append(folder)
        waits.append((began, time.monotonic()))
        time.sleep(0.001)
    client.command('DELETE "%s"' % folder)
    pipe.send(waits)


def fill(client, folder, count):
    """Every second message is flagged."""
    client.command('CREATE "%s"' % folder)
    client.command('SELECT "%s"' % folder)
    for each in range(100):
        client.append(folder)
    client.command("NOOP")
    client.command("STORE %s +FLAGS.SILENT (\\Flagged)" % ",".join(map(str, range(1, 101, 2))))
    size = 100
    while size < count:
        more = min(size, count - size)
        client.command('COPY 1:%d "%s"' % (more, folder))
        client.command("NOOP")
        size += more


def timed(client, text, times, name=None):
    began = time.monotonic()
    client.command(text)
    times.append((name or text.split(" ")[0], began, time.monotonic()))
    time.sleep(0.3)  # what it leaves to be done later is not the next command's


def tree(client, options, root, times):
    for each in range(options.mailboxes):
        client.command('CREATE "%s/branch%d/leaf%d"' % (root, each % 100, each))
    timed(client, 'RENAME "%s" "%s-new"' % (root, root), times, "RENAME of %d" % options.mailboxes)


def one_round(options, client, root, times):
    fill(client, root, options.n)
    timed(client, "STORE 1:* +FLAGS.SILENT (\\Seen)", times, "STORE of all")
    client.command("SEARCH RETURN (SAVE) FLAGGED")
    timed(client, "STORE $ +FLAGS.SILENT (\\Deleted)", times, "STORE of every second")
    timed(client, "EXPUNGE", times, "EXPUNGE of every second")
    client.command('CREATE "%s-moved"' % root)
    timed(client, 'MOVE 1:* "%s-moved"' % root, times, "MOVE of half")
    timed(client, 'DELETE "%s-moved"' % root, times, "DELETE of half")
    client.command("UNSELECT")
    client.command('DELETE "%s"' % root)


def shown(times, waits):
    result = {}
    for name, began, ended in times:
        beside = sorted(e - b for b, e in waits if e >= began and b <= ended) or [0]
        result.setdefault(name, []).append(
            [round(1000 * (ended - began), 1), round(1000 * beside[-1], 1),
             round(1000 * beside[int(len(beside) * 0.99)], 1)])
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("host", "127.0.0.1"), ("port", 1143), ("user", "user1@posthorn.test"),
                          ("other", "user2@posthorn.test"), ("password", "posthorn"), ("n", 1_000_000),
                          ("rounds", 2), ("mailboxes", 0)):
        parser.add_argument("--" + name, default=default, type=type(default))
    options = parser.parse_args()
    root = "waits%06x" % random.getrandbits(24)
    here, there = multiprocessing.Pipe()
    other = multiprocessing.Process(target=appends, args=(options, root, there))
    other.start()
    client = Imap(options, options.user)
    times = []
    try:
        for each in range(options.rounds):
            one_round(options, client, "%s-%d" % (root, each), times)
        if options.mailboxes:
            tree(client, options, root + "-tree", times)
    finally:
        here.send("end")
        waits = here.recv()
        other.join()
    print(json.dumps({"n": options.n, "command, slowest APPEND, 99 of 100; ms": shown(times, waits)}))


if __name__ == "__main__":
    main()
