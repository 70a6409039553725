#!/usr/bin/env python3
"""Times what mail clients ask of one large folder, on any IMAP server: the header list of
Thunderbird, SORT, THREAD, PARTIAL, searches for text, MULTIAPPEND, COPY and MOVE. Prints a line of
JSON: for each step the median in milliseconds and the octets of the answer. Steps that the server
does not announce are left out.

  python3 imap_views.py --port 1143 --user user1@posthorn.test --password posthorn --n 100000
"""
import argparse, json, random, socket, statistics, time

WORDS = ("alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november "
         "oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu").split()
THUNDERBIRD = ("UID FETCH 1:* (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject "
               "Date Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type "
               "Reply-To)])")


class Client:
    """Sends a command and reads until its tagged response."""

    def __init__(self, options):
        self.socket = socket.create_connection((options.host, options.port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.count = 0
        self.socket.recv(4096)
        self.do("LOGIN %s %s" % (options.user, options.password))
        answer = self.do("CAPABILITY", keep=True)
        self.capabilities = set(answer.decode().upper().split())

    def do(self, command, keep=False):
        return self.send(command.encode(), keep)

    def send(self, command, keep=False):
        self.count += 1
        tag = b"t%d " % self.count
        self.socket.sendall(tag + command + b"\r\n")
        kept, tail, total = [], b"", 0
        while True:
            octets = self.socket.recv(1 << 18)
            if not octets:
                raise EOFError("the server has closed the connection")
            total += len(octets)
            if keep:
                kept.append(octets)
            tail = (tail + octets)[-8192:]
            start = 0 if tail.startswith(tag) else tail.rfind(b"\r\n" + tag) + 2
            if start != 1 and tail.endswith(b"\r\n") and tail[start:].startswith(tag):
                if not tail[start + len(tag):].startswith(b"OK"):
                    raise RuntimeError("%r: %r" % (command[:80], tail[start:]))
                return b"".join(kept) if keep else total


def message(number, size, chance):
    subject = " ".join(chance.choice(WORDS) for _ in range(4))
    reply = number > 20 and chance.random() < 0.6
    parent = number - chance.randrange(1, 20) if reply else 0
    header = ("From: \"Sender %d\" <sender%d@example.org>\r\nTo: user@example.org\r\n"
              "Subject: %s%s\r\nDate: %02d Nov 2026 %02d:%02d:%02d +0000\r\n"
              "Message-ID: <%d@bench.example.org>\r\n" %
              (number % 97, number % 97, "Re: " if reply else "", subject, 1 + number % 28,
               number // 3600 % 24, number // 60 % 60, number % 60, number))
    if reply:
        header += "In-Reply-To: <%d@bench.example.org>\r\nReferences: <%d@bench.example.org>\r\n" % (
            parent, parent)
    body = "number%dx\r\n" % number
    while len(header) + len(body) < size:
        body += " ".join(chance.choice(WORDS) for _ in range(10)) + "\r\n"
    return (header + "\r\n" + body).encode()


def fill(client, folder, first, count, options, chance):
    for start in range(first, first + count, 500):
        messages = [message(n, options.size, chance)
                    for n in range(start, min(start + 500, first + count))]
        if "MULTIAPPEND" in client.capabilities:
            parts = b"".join(b" {%d+}\r\n%s" % (len(m), m) for m in messages)
            client.send(b"APPEND %s%s" % (folder.encode(), parts))
        else:
            for m in messages:
                client.send(b"APPEND %s {%d+}\r\n%s" % (folder.encode(), len(m), m))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("host", "127.0.0.1"), ("port", 1143), ("user", "user1@posthorn.test"),
                          ("password", "posthorn"), ("n", 100_000), ("size", 600), ("runs", 5),
                          ("pause", 0), ("folder", "")):
        options.add_argument("--" + name, default=default, type=type(default))
    options = options.parse_args()
    chance = random.Random(5)
    client = Client(options)
    folder = options.folder or "views%06x" % random.getrandbits(24)
    result = {"driver": "imap-views", "messages": options.n, "folder": folder}

    def timed(name, command, needs=None, runs=options.runs, before=None):
        if needs and needs not in client.capabilities:
            return
        times = []
        for _ in range(runs):
            if before:
                client.do(before)
            start = time.perf_counter()
            octets = client.do(command)
            times.append((time.perf_counter() - start) * 1000)
        result[name] = {"first": round(times[0], 2), "median": round(statistics.median(times), 2),
                        "octets": octets}

    if not options.folder:
        client.do("CREATE " + folder)
        start = time.perf_counter()
        fill(client, folder, 1, options.n, options, chance)
        result["fill_per_s"] = round(options.n / (time.perf_counter() - start))
    timed("select", "SELECT " + folder)
    timed("status", "STATUS INBOX (MESSAGES UNSEEN UIDNEXT)")
    timed("thunderbird_headers", THUNDERBIRD, runs=3)
    timed("fetch_flags", "FETCH 1:* (UID FLAGS)")
    timed("sort_reverse_date", "UID SORT (REVERSE DATE) UTF-8 ALL", "SORT")
    timed("sort_subject", "UID SORT (SUBJECT) UTF-8 ALL", "SORT")
    timed("sort_partial", "UID SORT RETURN (PARTIAL 1:100) (REVERSE DATE) UTF-8 ALL", "PARTIAL")
    timed("search_partial", "UID SEARCH RETURN (PARTIAL -1:-100) UNDELETED", "PARTIAL")
    timed("thread_references", "UID THREAD REFERENCES UTF-8 ALL", "THREAD=REFERENCES")
    timed("thread_orderedsubject", "UID THREAD ORDEREDSUBJECT UTF-8 ALL", "THREAD=ORDEREDSUBJECT")
    rare = "number%dx" % (options.n // 2)
    timed("search_body_first", "UID SEARCH BODY \"%s\"" % rare, runs=1)
    time.sleep(options.pause)
    timed("search_body_rare", "UID SEARCH BODY \"%s\"" % rare)
    timed("search_text_rare", "UID SEARCH TEXT \"%s\"" % rare)
    timed("search_body_common", "UID SEARCH BODY zulu", runs=3)

    some = min(10_000, options.n)
    for name in ("a", "b"):
        client.do("CREATE %s-%s" % (folder, name))
    timed("copy_10000", "COPY 1:%d %s-a" % (some, folder), runs=3)
    client.do("SELECT %s-a" % folder)
    timed("move_10000", "MOVE 1:%d %s-b" % (some, folder), "MOVE", runs=3)
    start = time.perf_counter()
    fill(client, folder + "-a", options.n + 1, some, options, chance)
    result["multiappend_per_s"] = round(some / (time.perf_counter() - start))
    client.do("UNSELECT" if "UNSELECT" in client.capabilities else "CLOSE")
    for name in ("-a", "-b"):
        client.do("DELETE " + folder + name)
    if not options.folder:
        start = time.perf_counter()
        client.do("DELETE " + folder)
        result["delete"] = round((time.perf_counter() - start) * 1000, 2)
    print(json.dumps(result))


main()
