#!/usr/bin/env python3
"""What a message costs with several servers: CPU of servers, broker and database, and the rate.

Starts PostgreSQL, Artemis and so many servers on this machine, in a new directory, and delivers
messages of 4 KiB by SMTP over several connections to all of them in turn. Each round ends when all
of its messages are shown by IMAP. The first rounds warm the servers up, each with as many messages
whatever their number. The result is one line of JSON for each load.

    mvn -DskipTests package
    cluster_cost.py --servers 1
    cluster_cost.py --servers 3

Loads: `spread` goes to 50 accounts, `hot` to four. CPU is in milliseconds for each message; that of
the compiler, which a server that runs for days has no more, is told apart ("compiler"). As root,
PostgreSQL runs as the user of --postgres-user.
"""

import argparse
import base64
import http.client
import imaplib
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FILES = os.path.join(ROOT, "resources", "server", "artemis")
TICK = os.sysconf("SC_CLK_TCK")
LISTENERS = ("mx", "submission", "submissions", "lmtp", "imap", "imaps")
ADMIN = base64.b64encode(b"admin@posthorn.test:posthorn").decode()
LOADS = {"spread": 50, "hot": 4}
PATIENCE = 600


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="one server that shares nothing")
    parser.add_argument("--jar", default=os.path.join(ROOT, "ear", "target", "posthorn.jar"))
    parser.add_argument(
        "--artemis", default=os.path.join(ROOT, "ear", "target", "apache-artemis-2.44.0")
    )
    parser.add_argument("--postgres", default="/usr/lib/postgresql/15/bin")
    parser.add_argument("--postgres-user", default="postgres")
    parser.add_argument("--warm", type=int, default=4, help="rounds that do not count")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=2000, help="of a round, for each server")
    parser.add_argument("--measured", type=int, help="of a round that counts, in all")
    parser.add_argument("--connections", type=int, default=12)
    parser.add_argument("--load", action="append", choices=sorted(LOADS), help="may be repeated")
    parser.add_argument("--option", action="append", default=[], help="of each server's JVM")
    parser.add_argument("--record", help="directory for a JFR recording of each server, when warm")
    given = parser.parse_args()
    given.measured = given.measured or given.messages
    given.load = given.load or ["spread", "hot"]
    return given


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def await_text(path, text, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with open(path, errors="replace") as log:
            said = log.read()
        if text in said:
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("did not start, see " + path + "\n" + said[-3000:])


class Database:
    def __init__(self, given, directory):
        self.directory = os.path.join(directory, "database")
        self.port = free_port()
        self.user = given.postgres_user if os.getuid() == 0 else None
        os.mkdir(self.directory, 0o700)
        if self.user:
            entry = pwd.getpwnam(self.user)
            os.chown(self.directory, entry.pw_uid, entry.pw_gid)
        self.run(given, "initdb", "-D", self.directory, "-U", "posthorn", "-E", "UTF8", "-A", "trust")
        settings = "-c port=%d -c max_connections=300 -c unix_socket_directories=%s" % (
            self.port,
            self.directory,
        )
        log = os.path.join(self.directory, "log")
        self.run(given, "pg_ctl", "-D", self.directory, "-w", "-l", log, "-o", settings, "start")
        self.given = given
        with open(os.path.join(self.directory, "postmaster.pid")) as noted:
            self.pid = int(noted.readline())

    def run(self, given, program, *arguments):
        command = [os.path.join(given.postgres, program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def settings(self):
        url = "jdbc:postgresql://127.0.0.1:%d/postgres" % self.port
        return {"posthorn.db.url": url, "posthorn.db.user": "posthorn", "posthorn.db.password": "-"}

    def stop(self):
        self.run(self.given, "pg_ctl", "-D", self.directory, "-m", "fast", "stop")


class Broker:
    def __init__(self, given, directory):
        instance = os.path.join(directory, "broker")
        self.port = free_port()
        create = [os.path.join(given.artemis, "bin", "artemis"), "create", instance]
        create += ["--silent", "--user=unused", "--password=unused", "--require-login", "--no-web"]
        create += ["--no-autotune", "--java-memory=512m"]
        subprocess.run(create, check=True, stdout=subprocess.DEVNULL)
        for name in ("login.config", "artemis-users.properties", "artemis-roles.properties"):
            shutil.copy(os.path.join(FILES, name), os.path.join(instance, "etc", name))
        with open(os.path.join(FILES, "broker.xml")) as shipped:
            text = shipped.read()
        with open(os.path.join(instance, "etc", "broker.xml"), "w") as own:
            own.write(text.replace("<journal-type>ASYNCIO", "<journal-type>NIO"))
        log = os.path.join(directory, "broker.log")
        environment = dict(os.environ, JAVA_ARGS_APPEND="-Dposthorn.broker.port=%d" % self.port)
        self.process = subprocess.Popen(
            [os.path.join(instance, "bin", "artemis"), "run"],
            env=environment,
            stdout=open(log, "w"),
            stderr=subprocess.STDOUT,
        )
        await_text(log, "AMQ221007", self.process)
        self.pid = self.process.pid

    def settings(self):
        return {
            "posthorn.broker.url": "tcp://127.0.0.1:%d" % self.port,
            "posthorn.broker.user": "posthorn",
            "posthorn.broker.password": "CHANGE-ME-posthorn",
        }

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Server:
    def __init__(self, given, directory, number, settings):
        data = os.path.join(directory, "data%d" % number)
        os.mkdir(data, 0o700)
        self.ports = {name: free_port() for name in LISTENERS + ("http",)}
        keys = {"posthorn.listener.%s.port" % name: self.ports[name] for name in LISTENERS}
        keys["posthorn.http.port"] = self.ports["http"]
        keys["posthorn.data-dir"] = data
        keys["posthorn.node.name"] = "server%d" % number
        keys["posthorn.store.min-free"] = 64 << 20
        keys.update(settings)
        if not given.alone:
            keys["posthorn.store.shared"] = "true"
            keys.setdefault("posthorn.store.content-dir", os.path.join(directory, "content"))
        self.command = ["java", "-Xmx768m", *given.option]
        self.command += ["-D%s=%s" % each for each in keys.items()]
        self.data = data
        self.logs = []
        self.start(given.jar)

    def start(self, jar):
        """Starts it, with a log of its own; does not wait."""
        self.log = self.data + ".%d.log" % len(self.logs)
        self.logs.append(self.log)
        self.process = subprocess.Popen(
            [*self.command, "-jar", jar],
            cwd=self.data,
            stdout=open(self.log, "w"),
            stderr=subprocess.STDOUT,
        )
        self.pid = self.process.pid

    def ready(self):
        await_text(self.log, "Posthorn is ready.", self.process)

    def create(self, address):
        http_client = http.client.HTTPConnection("127.0.0.1", self.ports["http"], timeout=60)
        body = json.dumps({"address": address, "password": "posthorn"})
        headers = {"Content-Type": "application/json", "Authorization": "Basic " + ADMIN}
        http_client.request("POST", "/webapi/admin/v0/accounts", body, headers)
        answer = http_client.getresponse()
        if answer.status != 201:
            sys.exit("no account: %d %s" % (answer.status, answer.read()))
        http_client.close()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def ticks(path):
    try:
        with open(path) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def children(pid):
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open("/proc/%s/stat" % entry) as stat:
                    if int(stat.read().rsplit(")", 1)[1].split()[1]) == pid:
                        yield int(entry)
            except OSError:
                pass


class Usage:
    """CPU seconds until now. A process of PostgreSQL that has ended counts with its parent."""

    def __init__(self, servers, broker, database):
        self.parts = {"servers": 0, "compiler": 0, "broker": ticks("/proc/%d/stat" % broker.pid)}
        for server in servers:
            self.parts["servers"] += ticks("/proc/%d/stat" % server.pid)
            for thread in os.listdir("/proc/%d/task" % server.pid):
                path = "/proc/%d/task/%s" % (server.pid, thread)
                try:
                    with open(path + "/comm") as comm:
                        compiles = "CompilerThre" in comm.read()
                except OSError:
                    continue
                if compiles:
                    self.parts["compiler"] += ticks(path + "/stat")
        with open("/proc/%d/stat" % database.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        self.parts["database"] = sum(int(fields[place]) for place in (11, 12, 13, 14))
        self.parts["database"] += sum(
            ticks("/proc/%d/stat" % child) for child in children(database.pid)
        )

    def since(self, before, messages):
        return {
            part: round((value - before.parts[part]) / TICK * 1000 / messages, 2)
            for part, value in self.parts.items()
        }


class Sender(threading.Thread):
    """One connection of a client that sends one message after the other."""

    def __init__(self, port, recipients, body):
        super().__init__()
        self.port, self.recipients, self.body = port, recipients, body
        self.failure = None

    def run(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=120) as self.wire:
                self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.replies = self.wire.makefile("rb")
                self.expect(b"220")
                self.say(b"EHLO client.example\r\n")
                self.expect(b"250")
                for recipient in self.recipients:
                    self.say(
                        b"MAIL FROM:<ann@client.example>\r\nRCPT TO:<%s>\r\nDATA\r\n"
                        % recipient.encode()
                    )
                    for code in (b"250", b"250", b"354"):
                        self.expect(code)
                    self.say(self.body)
                    self.expect(b"250")
        except (OSError, ValueError) as failure:
            self.failure = failure

    def say(self, octets):
        self.wire.sendall(octets)

    def expect(self, code):
        line = self.replies.readline()
        while line[3:4] == b"-":
            line = self.replies.readline()
        if not line.startswith(code):
            raise ValueError(line)


def body():
    header = b"From: Ann <ann@client.example>\r\nSubject: what a message costs\r\n\r\n"
    line = b"The quick brown fox jumps over the lazy dog and goes to bed.\r\n"
    return header + line * ((4096 - len(header)) // len(line)) + b".\r\n"


class Watcher:
    """How many messages there are, told by all servers in turn."""

    def __init__(self, servers, accounts):
        self.imaps = []
        for number, account in enumerate(accounts):
            imap = imaplib.IMAP4("127.0.0.1", servers[number % len(servers)].ports["imap"])
            imap.login(account, "posthorn")
            self.imaps.append(imap)
        self.counts = [0] * len(accounts)

    def each(self):
        for number, imap in enumerate(self.imaps):
            answer = imap.status("INBOX", "(MESSAGES)")[1][0]
            self.counts[number] = int(re.search(rb"MESSAGES (\d+)", answer).group(1))
        return self.counts

    def close(self):
        for imap in self.imaps:
            imap.logout()


def round_of(servers, accounts, messages, connections):
    watcher = Watcher(servers, accounts)
    before = sum(watcher.each())
    lists = [[] for _ in range(connections)]
    for number in range(messages):
        lists[number % connections].append(accounts[number // connections % len(accounts)])
    senders = [
        Sender(servers[number % len(servers)].ports["mx"], each, body())
        for number, each in enumerate(lists)
    ]
    begin = time.monotonic()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
        if sender.failure:
            sys.exit("refused: %r" % sender.failure)
    accepted = time.monotonic() - begin
    end = begin + PATIENCE
    while sum(watcher.each()) < before + messages and time.monotonic() < end:
        time.sleep(0.1)
    shown = time.monotonic() - begin
    time.sleep(1)
    total = sum(watcher.each()) - before
    watcher.close()
    if total != messages:
        sys.exit("%d messages of %d are there" % (total, messages))
    return accepted, shown


def median(values):
    return sorted(values)[len(values) // 2]


def measure(given, servers, broker, database, load):
    name, count = load
    accounts = ["%s%d@posthorn.test" % (name, number) for number in range(count)]
    for account in accounts:
        servers[0].create(account)
    for number in range(given.warm):
        accepted, _ = round_of(
            servers, accounts, given.messages * len(servers), given.connections
        )
        print("warm", number, round(given.messages * len(servers) / accepted), file=sys.stderr)
    if given.record:
        for server in servers:
            subprocess.run(
                ["jcmd", str(server.pid), "JFR.start", "name=" + name, "settings=profile"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
    rounds = []
    for _ in range(given.rounds):
        before = Usage(servers, broker, database)
        accepted, shown = round_of(servers, accounts, given.measured, given.connections)
        used = Usage(servers, broker, database).since(before, given.measured)
        used["accepted"] = round(given.measured / accepted)
        used["shown"] = round(given.measured / shown)
        rounds.append(used)
        print(json.dumps(used), file=sys.stderr)
    if given.record:
        for number, server in enumerate(servers):
            file = os.path.join(os.path.abspath(given.record), "%s%d.jfr" % (name, number))
            subprocess.run(
                ["jcmd", str(server.pid), "JFR.stop", "name=" + name, "filename=" + file],
                check=True,
                stdout=subprocess.DEVNULL,
            )
    result = {part: median([each[part] for each in rounds]) for part in rounds[0]}
    result["load"] = "%s, %d servers%s" % (name, len(servers), ", alone" if given.alone else "")
    print(json.dumps(result), flush=True)


def main():
    given = options()
    directory = tempfile.mkdtemp(prefix="posthorn-cost-")
    os.chmod(directory, 0o755)  # PostgreSQL's user has to get through
    os.mkdir(os.path.join(directory, "content"), 0o700)
    started = []
    try:
        database = Database(given, directory)
        started.append(database)
        broker = Broker(given, directory)
        started.append(broker)
        settings = {**database.settings(), **broker.settings()}
        servers = []
        for number in range(given.servers):
            servers.append(Server(given, directory, number, settings))
            started.append(servers[-1])
            if number == 0:
                servers[0].ready()  # it makes the schema
        for server in servers:
            server.ready()
        for name in given.load:
            measure(given, servers, broker, database, (name, LOADS[name]))
            given.warm = min(given.warm, 1)  # they are warm, but not for this load
        for server in servers:
            with open(server.log, errors="replace") as log:
                bad = [line for line in log if "ERROR" in line or "WARN" in line or "SEVERE" in line]
            print("lines of trouble:", len(bad), *bad[:3], file=sys.stderr)
    finally:
        for each in reversed(started):
            try:
                each.stop()
            except (OSError, subprocess.SubprocessError) as failure:
                print(failure, file=sys.stderr)
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
