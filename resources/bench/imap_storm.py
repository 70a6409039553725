#!/usr/bin/env python3
"""One user's connections all search a large folder with as many keys as allowed; what do others notice?

Fills INBOX of --user with --n messages (once), opens --conns connections of that user that repeat
such a SEARCH, and meanwhile measures NOOP and LOGIN of --other. Then closes the connections without
LOGOUT and looks how long the server (--pid) goes on computing."""
import argparse
import os
import socket
import statistics
import sys
import threading
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--host', default='127.0.0.1')
parser.add_argument('--port', type=int, default=1143)
parser.add_argument('--user', default='user1@posthorn.test')
parser.add_argument('--other', default='user2@posthorn.test')
parser.add_argument('--password', default='posthorn')
parser.add_argument('--n', type=int, default=10_000, help='messages')
parser.add_argument('--keys', type=int, default=1_000, help='keys of a SEARCH')
parser.add_argument('--key', default='NOT ANSWERED', help='the key')
parser.add_argument('--conns', type=int, default=80)
parser.add_argument('--secs', type=float, default=10)
parser.add_argument('--pid', type=int, default=0)
args = parser.parse_args()


class Imap:
    def __init__(self, user):
        self.socket = socket.create_connection((args.host, args.port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile('rb')
        self.file.readline()
        self.ask('LOGIN %s %s' % (user, args.password))

    def ask(self, command):
        self.socket.sendall(b'a ' + command.encode() + b'\r\n')
        return self.answer()

    def answer(self):
        while True:
            line = self.file.readline()
            if not line:
                raise EOFError
            if line.startswith(b'a '):
                return line.decode().strip()

    def close(self):
        self.socket.close()


def fill():
    user = Imap(args.user)
    status = user.file
    user.socket.sendall(b'a STATUS INBOX (MESSAGES)\r\n')
    count = int(status.readline().split(b'MESSAGES ')[1].split(b')')[0])
    user.answer()
    while count < args.n:
        batch = min(500, args.n - count)
        text = b'Subject: %d\r\nFrom: a@example.org\r\n\r\nhello\r\n'
        out = b'a APPEND INBOX'
        for i in range(batch):
            message = text % (count + i)
            out += b' {%d+}\r\n' % len(message) + message
        user.socket.sendall(out + b'\r\n')
        reply = user.answer()
        if ' OK' not in reply:
            sys.exit('cannot fill: ' + reply)
        count += batch
    user.ask('LOGOUT')
    user.close()


def cpu():
    if not args.pid:
        return 0.0
    with open('/proc/%d/stat' % args.pid) as stat:
        fields = stat.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float('nan')


fill()
noops, logins, searches, replies = [], [], [0], {}
stop = threading.Event()


def storm(connection):
    try:
        while not stop.is_set():
            reply = connection.ask('SEARCH RETURN (COUNT) ' + (args.key + ' ') * (args.keys - 1) + 'ALL')
            replies[reply[:60]] = replies.get(reply[:60], 0) + 1
            searches[0] += 1
    except (OSError, EOFError, ValueError):
        pass


def measure(into, action):
    while not stop.is_set():
        began = time.perf_counter()
        try:
            action()
        except (OSError, EOFError):
            pass
        into.append(1000 * (time.perf_counter() - began))
        time.sleep(0.05)


def login():
    Imap(args.other).close()


connections = [Imap(args.user) for _ in range(args.conns)]
for connection in connections:
    connection.ask('SELECT INBOX')
quiet = Imap(args.other)
threads = [threading.Thread(target=storm, args=(connection,), daemon=True) for connection in connections]
for thread in threads:
    thread.start()
time.sleep(1)
before = cpu()
measuring = [
    threading.Thread(target=measure, args=(noops, lambda: quiet.ask('NOOP')), daemon=True),
    threading.Thread(target=measure, args=(logins, login), daemon=True),
]
for thread in measuring:
    thread.start()
time.sleep(args.secs)
stop.set()
during = cpu() - before
for connection in connections:
    connection.socket.shutdown(socket.SHUT_RDWR)  # wakes who reads
for thread in threads:
    thread.join()
for connection in connections:
    connection.file.close()
    connection.socket.close()
closed = time.perf_counter()
busy, last, after = 0.0, cpu(), 0.0
while args.pid and time.perf_counter() - closed < 60:
    time.sleep(0.25)
    now = cpu()
    after = now - last if not busy else after
    if now - last > 0.05:  # a fifth of a processor
        busy = time.perf_counter() - closed
    elif time.perf_counter() - closed - busy > 2:
        break
    last = now
for name, values in (('NOOP', noops), ('LOGIN', logins)):
    print(
        '%s of another: %d times, ms p50 %.1f p95 %.1f max %.1f'
        % (name, len(values), percentile(values, 0.5), percentile(values, 0.95), max(values, default=0))
    )
print('searches: %d done in %.0f s, CPU %.1f s; busy for %.2f s after the end' % (searches[0], args.secs, during, busy))
print('replies:', replies)
