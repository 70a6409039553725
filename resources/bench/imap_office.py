#!/usr/bin/env python3
"""People behind one address who all start their mail programs at the same moment, one of them with
an old password in a loop; the same while a hundred addresses guess passwords. Needs root and `ip`:
clients live in a network namespace, so that to the server they are not this machine. Posthorn must
not be in sample mode and must listen on all addresses, with TLS from the start at --port.

  imap_office.py accounts --http 8080 --admin boss@office.test --secret 'its password'
  imap_office.py office                  # everybody's first login, or that after a restart
  imap_office.py attack                  # one more connection each, while strangers guess
  imap_office.py remove                  # the namespace

Prints a line of JSON. --namespace '' is for other servers: all from this machine.
"""
import argparse, asyncio, base64, json, os, random, ssl, statistics, subprocess, sys, time
import urllib.request

NAMESPACE, HERE, OFFICE = "posthorn-office", "10.77.0.1", "10.77.0.2"
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


def ip(*words):
    subprocess.run(("ip",) + words, check=True)


def strangers(count):
    """Addresses far from each other, so that none shares a network with its neighbour."""
    return ["10.%d.%d.9" % (100 + n % 50, n * 2 + 1) for n in range(count)]


def create(count):
    subprocess.run(["ip", "netns", "delete", NAMESPACE], stderr=subprocess.DEVNULL)
    ip("netns", "add", NAMESPACE)
    ip("link", "add", "ph-here", "type", "veth", "peer", "name", "ph-office", "netns", NAMESPACE)
    ip("address", "add", HERE + "/24", "dev", "ph-here")
    ip("link", "set", "ph-here", "up")
    ip("route", "add", "10.96.0.0/11", "dev", "ph-here")
    ip("route", "add", "10.128.0.0/11", "dev", "ph-here")
    for address in [OFFICE + "/24"] + [a + "/32" for a in strangers(count)]:
        ip("-n", NAMESPACE, "address", "add", address, "dev", "ph-office")
    ip("-n", NAMESPACE, "link", "set", "ph-office", "up")
    ip("-n", NAMESPACE, "link", "set", "lo", "up")


def accounts(options):
    people = [{"address": options.user % n, "password": options.password}
              for n in range(options.first, options.first + options.people)]
    login = base64.b64encode((options.admin + ":" + options.secret).encode()).decode()
    for first in range(0, len(people), 100):
        request = urllib.request.Request(
            "http://127.0.0.1:%d/webapi/admin/v0/account-batches" % options.http,
            json.dumps({"accounts": people[first:first + 100]}).encode(),
            {"Content-Type": "application/json", "Authorization": "Basic " + login})
        with urllib.request.urlopen(request, timeout=600) as answer:
            statuses = [item["status"] for item in json.load(answer)["items"]]
            print(options.first + first, {status: statuses.count(status) for status in set(statuses)})


class Refused(Exception):
    pass


class Client:
    """One connection, from its own address."""

    def __init__(self, options, address):
        self.options = options
        self.address = address

    async def open(self):
        local = (self.address, 0) if self.address else None
        self.reader, self.writer = await asyncio.open_connection(
            self.options.host, self.options.port, ssl=TLS, local_addr=local,
            ssl_handshake_timeout=120)
        greeting = await self.reader.readline()
        if not greeting.startswith(b"* OK"):
            raise Refused(greeting.decode() or "closed")

    async def login(self, user, password):
        self.writer.write(("a LOGIN %s \"%s\"\r\n" % (user, password)).encode())
        while True:
            line = await self.reader.readline()
            if not line.startswith(b"* ") or line.startswith(b"* BYE"):
                return line.decode().strip()

    def close(self):
        self.writer.close()


class Results:
    def __init__(self):
        self.times, self.refused, self.began = [], {}, time.monotonic()

    def refuse(self, why):
        why = str(why)[:80]
        self.refused[why] = self.refused.get(why, 0) + 1

    def shown(self):
        times = sorted(self.times) or [0]
        return {"in": len(self.times), "refused": self.refused,
                "p50_s": round(statistics.median(times), 3),
                "p95_s": round(times[int(len(times) * 0.95)], 3), "last_s": round(times[-1], 3)}


async def person(options, number, results, kept, tries):
    """Opens its connections at once, as a mail program does at its start."""
    async def one():
        began = time.monotonic() if tries == 1 else results.began
        client = Client(options, options.office)
        try:
            await client.open()
            answer = await client.login(options.user % number, options.password)
            if answer.startswith("a OK"):
                results.times.append(time.monotonic() - began)
                kept.append(client)
            else:
                results.refuse(answer)
        except (OSError, Refused, asyncio.IncompleteReadError) as e:
            results.refuse(repr(e))
    await asyncio.gather(*(one() for each in range(tries)))


async def old_password(options, number, answers):
    """A phone: tries again as soon as it hears that the password is wrong."""
    while True:
        client = Client(options, options.office)
        try:
            await client.open()
            for each in range(3):
                answer = await client.login(options.user % number, "the old password")
                answers[answer[:48]] = answers.get(answer[:48], 0) + 1
            client.close()
        except (OSError, Refused, asyncio.IncompleteReadError) as e:
            answers[repr(e)[:48]] = answers.get(repr(e)[:48], 0) + 1
            await asyncio.sleep(1)


async def guess(options, address, answers):
    while True:
        client = Client(options, address)
        try:
            await client.open()
            for each in range(3):
                user = options.user % (options.first + random.randrange(options.people))
                answer = await client.login(user, "guess %d" % random.getrandbits(60))
                words = " ".join(answer.split()[1:3])
                answers[words] = answers.get(words, 0) + 1
                if not answer:
                    break
            client.close()
        except (OSError, Refused, asyncio.IncompleteReadError) as e:
            words = type(e).__name__ + " " + str(e)[:40]
            answers[words] = answers.get(words, 0) + 1
            await asyncio.sleep(1)


async def office(options):
    results, kept, phone = Results(), [], {}
    last = options.first + options.people - 1
    old = asyncio.create_task(old_password(options, last, phone))
    await asyncio.gather(*(person(options, n, results, kept, options.connections)
                           for n in range(options.first, last)))
    took = time.monotonic() - results.began
    await asyncio.sleep(options.stay)
    old.cancel()
    return {"took_s": round(took, 1), **results.shown(), "phone": phone}


async def attack(options):
    guesses, results, kept = {}, Results(), []
    tasks = [asyncio.create_task(guess(options, address, guesses))
             for address in strangers(options.strangers) for each in range(2)]
    await asyncio.sleep(options.stay)
    for number in range(options.first, options.first + options.people - 1):
        await person(options, number, results, kept, 1)
    for task in tasks:
        task.cancel()
    return {**results.shown(), "guesses": guesses}


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("what", choices=("accounts", "office", "attack", "remove"))
    for name, default in (("port", 993), ("user", "person%d@office.test"),
                          ("password", "correct horse battery"), ("first", 0), ("people", 200),
                          ("connections", 5), ("strangers", 100), ("stay", 10), ("http", 8080),
                          ("admin", "boss@office.test"), ("secret", ""),
                          ("namespace", NAMESPACE)):
        options.add_argument("--" + name, default=default, type=type(default))
    options = options.parse_args()
    if options.what == "accounts":
        accounts(options)
        return
    if options.what == "remove":
        ip("netns", "delete", NAMESPACE)
        return
    options.host, options.office = (HERE, OFFICE) if options.namespace else ("127.0.0.1", None)
    if options.namespace and "POSTHORN_INSIDE" not in os.environ:
        create(options.strangers)
        os.environ["POSTHORN_INSIDE"] = "yes"
        os.execvp("ip", ["ip", "netns", "exec", NAMESPACE, sys.executable] + sys.argv)
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, 20_000))
    work = office if options.what == "office" else attack
    print(json.dumps(asyncio.run(work(options))))


if __name__ == "__main__":
    main()
