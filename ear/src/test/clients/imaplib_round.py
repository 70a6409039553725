"""A round of work by Python's imaplib and smtplib: PORT-OF-IMAP PORT-OF-SUBMISSION USER PASSWORD.

Ends with 0 and "all well" when everything came as expected.
"""

import imaplib
import smtplib
import ssl
import sys
import time
from email.message import EmailMessage

IMAP_PORT, SUBMISSION_PORT, USER, PASSWORD = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]
BOX = "Snake/\u00c4rger"
WIRE_BOX = "Snake/&AMQ-rger"


def trusting():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def ok(answer):
    kind, data = answer
    assert kind == "OK", answer
    return data


def same(seen, wanted):
    assert seen == wanted, f"{seen!r} instead of {wanted!r}"


def message(subject, body="Hello\r\n"):
    made = EmailMessage()
    made["From"] = USER
    made["To"] = USER
    made["Subject"] = subject
    made.set_content(body)
    return made


def send():
    with smtplib.SMTP("127.0.0.1", SUBMISSION_PORT, timeout=30) as smtp:
        smtp.starttls(context=trusting())
        smtp.login(USER, PASSWORD)
        same(smtp.send_message(message("by smtplib")), {})


def log_in():
    imap = imaplib.IMAP4("127.0.0.1", IMAP_PORT, timeout=30)
    ok(imap.starttls(trusting()))
    ok(imap.login(USER, PASSWORD))
    return imap


def mailboxes(imap):
    same(ok(imap.create(WIRE_BOX)) is not None, True)
    ok(imap.subscribe(WIRE_BOX))
    listed = b"\n".join(ok(imap.list('""', "*")))
    assert WIRE_BOX.encode() in listed, listed
    subscribed = b"\n".join(ok(imap.lsub('""', "Snake/*")))
    assert WIRE_BOX.encode() in subscribed, subscribed
    ok(imap.namespace())
    ok(imap.select(WIRE_BOX))


def appends(imap):
    for number in range(1, 5):
        octets = message(f"number {number}").as_bytes().replace(b"\n", b"\r\n")
        ok(imap.append(WIRE_BOX, r"(\Seen)" if number == 1 else None, None, octets))
    same(ok(imap.noop()) is not None, True)
    same(ok(imap.status(WIRE_BOX, "(MESSAGES UNSEEN)"))[0].split(b" (")[1], b"MESSAGES 4 UNSEEN 3)")


def reads(imap):
    same(ok(imap.search(None, "UNSEEN")), [b"2 3 4"])
    same(ok(imap.search("UTF-8", "SUBJECT", '"number 3"')), [b"3"])
    same(ok(imap.uid("SEARCH", None, "ALL")), [b"1 2 3 4"])
    same(ok(imap.sort("(REVERSE SUBJECT)", "UTF-8", "ALL")), [b"4 3 2 1"])
    same(ok(imap.thread("REFERENCES", "UTF-8", "ALL"))[0].count(b"("), 4)
    fetched = ok(imap.fetch("2", "(FLAGS RFC822.SIZE BODY.PEEK[])"))
    head, octets = fetched[0]
    assert f"RFC822.SIZE {len(octets)}".encode() in head, head
    assert b"Subject: number 2\r\n" in octets, octets
    assert b"BODYSTRUCTURE (" in ok(imap.fetch("1:*", "(UID BODYSTRUCTURE)"))[3]
    imap.literal = b"number 4"  # imaplib waits for the continuation request
    same(ok(imap.uid("SEARCH", "CHARSET", "UTF-8", "SUBJECT")), [b"4"])


def changes(imap):
    assert rb"\Flagged" in ok(imap.store("2", "+FLAGS", r"(\Flagged $Label1)"))[0]
    same(ok(imap.search(None, "KEYWORD", "$Label1")), [b"2"])
    ok(imap.copy("1:2", "INBOX"))
    ok(imap.uid("MOVE", "3", "Trash"))
    same(ok(imap.search(None, "ALL")), [b"1 2 3"])
    ok(imap.store("1", "+FLAGS.SILENT", r"(\Deleted)"))
    same(ok(imap.expunge()), [b"3", b"1"])  # imaplib has kept what MOVE told, too
    same(ok(imap.uid("SEARCH", None, "ALL")), [b"2 4"])
    ok(imap.rename(WIRE_BOX, "Snake/Other"))
    kind, data = imap.select("Nowhere")
    same(kind, "NO")
    ok(imap.select("Snake/Other", readonly=True))
    same(ok(imap.close()) is not None, True)


def idles(imap):
    before = int(ok(imap.select("INBOX"))[0])
    tag = imap._new_tag()
    imap.send(tag + b" IDLE\r\n")
    assert imap.readline().startswith(b"+")
    send()
    same(imap.readline(), b"* %d EXISTS\r\n" % (before + 1))
    line = b""
    imap.send(b"DONE\r\n")
    while not line.startswith(tag):
        line = imap.readline()
    assert line.startswith(tag + b" OK"), line
    same(len(ok(imap.search(None, "SUBJECT", '"by smtplib"'))[0].split()), 1)


def leaves(imap):
    ok(imap.delete("Snake/Other"))
    ok(imap.delete("Snake"))
    same(imap.logout()[0], "BYE")


connection = log_in()
for part in (mailboxes, appends, reads, changes, idles, leaves):
    begun = time.monotonic()
    part(connection)
    print(f"{part.__name__} {time.monotonic() - begun:.3f} s")
print("all well")
