#!/usr/bin/env python3
"""Sends mail while something is killed, and then counts: is every acknowledged message there, once?

Several senders give numbered messages to a server by SMTP (port of the listener mx, one address for
each sender), as mail servers do: what is refused for now is tried again. After some seconds a process
is killed by SIGKILL, if one is named: a broker, a database, a server. In the end every message
that was acknowledged is looked for by IMAP.

    ledger.py --smtp 127.0.0.1:1025 --imap 127.0.0.1:1143 --kill $(cat broker.pid) --seconds 30

In sample mode, the recipients are user1 to user3. Ends with 0 when nothing is lost or doubled.
"""

import argparse
import collections
import imaplib
import os
import re
import signal
import smtplib
import ssl
import threading
import time


def place(text):
    host, port = text.rsplit(":", 1)
    return host, int(port)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--smtp", type=place, action="append", required=True, help="may be repeated")
    parser.add_argument("--imap", type=place, required=True)
    parser.add_argument(
        "--account", action="append", help="address:password, may be repeated; default of sample mode"
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--senders", type=int, default=8)
    parser.add_argument("--kill", type=int, help="process to kill by SIGKILL")
    parser.add_argument("--after", type=float, default=8, help="seconds before the kill")
    given = parser.parse_args()
    given.account = [
        account.rsplit(":", 1)
        for account in given.account
        or ["user%d@posthorn.test:posthorn" % number for number in (1, 2, 3)]
    ]
    return given


UNCHECKED = ssl._create_unverified_context()  # a test machine has a certificate of its own


class Ledger:
    def __init__(self, given):
        self.given = given
        self.run = "run%d" % time.time()
        self.acknowledged = {}  # id: time
        self.refused = collections.Counter()
        self.end = time.monotonic() + given.seconds

    def send(self, number):
        account = self.given.account[number % len(self.given.account)][0]
        count = 0
        smtp = None
        while time.monotonic() < self.end:
            name = "%s-%d-%d" % (self.run, number, count)
            text = "Subject: %s\r\nMessage-ID: <%s@ledger.test>\r\n\r\n%s\r\n" % ((name,) * 3)
            try:
                if smtp is None:
                    smtp = smtplib.SMTP(*self.given.smtp[number % len(self.given.smtp)], timeout=60)
                smtp.sendmail("ledger@client.example", [account], text)
                self.acknowledged[name] = time.monotonic()
                count += 1
            except (smtplib.SMTPException, OSError) as error:
                self.refused[str(error)[:60]] += 1
                try:
                    smtp and smtp.close()
                except OSError:
                    pass
                smtp = None
                time.sleep(0.2)

    def found(self):
        found = collections.Counter()
        for address, password in self.given.account:
            imap = imaplib.IMAP4(*self.given.imap)
            if "STARTTLS" in imap.capabilities:
                imap.starttls(UNCHECKED)
            imap.login(address, password)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "SUBJECT", self.run)[1][0].split()
            if numbers:
                answer = imap.fetch(
                    b"%s:%s" % (numbers[0], numbers[-1]), "(BODY.PEEK[HEADER.FIELDS (Subject)])"
                )[1]
                for part in answer:
                    if isinstance(part, tuple):
                        found.update(re.findall(self.run + r"-\d+-\d+", part[1].decode()))
            imap.logout()
        return found


def main():
    given = options()
    ledger = Ledger(given)
    threads = [threading.Thread(target=ledger.send, args=(n,)) for n in range(given.senders)]
    for thread in threads:
        thread.start()
    killed = None
    if given.kill:
        time.sleep(given.after)
        os.kill(given.kill, signal.SIGKILL)
        killed = time.monotonic()
        print("killed", given.kill, time.strftime("%H:%M:%S"))
    for thread in threads:
        thread.join()
    if killed:
        after = [at - killed for at in ledger.acknowledged.values() if at > killed + 0.5]
        print("next acknowledged after", "%.1f s" % min(after) if after else "never")
    found = collections.Counter()
    lost = set(ledger.acknowledged)
    waited = time.monotonic()
    while lost and time.monotonic() < waited + 120:
        time.sleep(1)
        found = ledger.found()
        lost = set(ledger.acknowledged) - set(found)
    time.sleep(5)  # for what comes a second time
    found = ledger.found()
    doubled = {name: times for name, times in found.items() if times > 1}
    print("acknowledged", len(ledger.acknowledged), "in", given.seconds, "s")
    print("refused for now", dict(ledger.refused))
    print("all there after", "%.0f s" % (time.monotonic() - waited))
    print("lost", len(lost), sorted(lost)[:10])
    print("doubled", len(doubled), sorted(doubled)[:10])
    return 1 if lost or doubled else 0


if __name__ == "__main__":
    raise SystemExit(main())
