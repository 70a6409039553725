#!/usr/bin/env python3
"""Opens many idle IMAP connections under TLS, each with INBOX selected, and measures what one costs
the server (heap after a collection and resident memory, by jcmd and /proc) and how long a new
message takes to be told to all twenty of the last user. Prints a line of JSON.

  python3 imap_idlers.py --port 1993 --user user%d@posthorn.test --users 3 --password posthorn \\
      --n 10000 --pid PID
"""
import argparse, json, re, resource, selectors, socket, ssl, statistics, subprocess, time


def say(connection, line):
    connection.sendall(line)
    tag = line.split(b" ", 1)[0]
    answer = b""
    while not re.search(rb"(^|\n)" + tag + rb" (OK|NO|BAD)[^\n]*\n", answer):
        octets = connection.recv(65536)
        if not octets:
            raise EOFError(answer)
        answer += octets
    if not re.search(rb"(^|\n)" + tag + rb" OK", answer):
        raise RuntimeError(answer)
    return answer


def memory(pid):
    for _ in range(2):
        subprocess.run(["jcmd", str(pid), "GC.run"], capture_output=True, check=True)
    info = subprocess.run(["jcmd", str(pid), "GC.heap_info"], capture_output=True, check=True)
    heap = sum(int(k) for k in re.findall(r"used (\d+)K", info.stdout.decode().split("Metaspace")[0]))
    with open("/proc/%d/status" % pid) as status:
        return heap, int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("host", "127.0.0.1"), ("port", 1993), ("user", "user%d@posthorn.test"),
                          ("users", 3), ("password", "posthorn"), ("n", 10_000), ("pid", 0),
                          ("rounds", 10)):
        options.add_argument("--" + name, default=default, type=type(default))
    options.add_argument("--plain", action="store_true")
    options = options.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (options.n + 200, options.n + 200))
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE

    def connect(number):
        raw = socket.create_connection((options.host, options.port), timeout=60)
        connection = raw if options.plain else context.wrap_socket(raw)
        connection.recv(4096)
        user = options.user % number
        say(connection, ("a LOGIN %s %s\r\n" % (user, options.password)).encode())
        say(connection, b"b SELECT INBOX\r\n")
        return connection

    warm = [connect(1) for n in range(50)]
    for connection in warm:
        connection.close()
    time.sleep(2)
    before = memory(options.pid) if options.pid else (0, 0)
    start = time.perf_counter()
    idlers = []
    for number in range(options.n):
        connection = connect(1 + number % (options.users - 1))
        connection.sendall(b"c IDLE\r\n")
        idlers.append(connection)
    seconds = time.perf_counter() - start
    for connection in idlers:
        connection.recv(4096)
    after = memory(options.pid) if options.pid else (0, 0)

    sender = connect(options.users)
    heard = [connect(options.users) for _ in range(20)]
    for connection in heard:
        connection.sendall(b"c IDLE\r\n")
        connection.recv(4096)
    delays = []
    for number in range(options.rounds):
        message = b"Subject: news %d\r\n\r\nnews\r\n" % number
        begin = time.perf_counter()
        say(sender, b"d APPEND INBOX {%d+}\r\n%s\r\n" % (len(message), message))
        waiting = selectors.DefaultSelector()
        for connection in heard:
            waiting.register(connection, selectors.EVENT_READ)
        while waiting.get_map():
            readable = waiting.select(30)
            if not readable:
                raise TimeoutError("not all were told")
            for key, _ in readable:
                if b"EXISTS" in key.fileobj.recv(65536):
                    waiting.unregister(key.fileobj)
        waiting.close()
        delays.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.3)
    print(json.dumps({
        "driver": "imap-idlers", "connections": options.n, "tls": not options.plain,
        "per_second": round(options.n / seconds),
        "heap_kib_each": round((after[0] - before[0]) / options.n, 1),
        "rss_kib_each": round((after[1] - before[1]) / options.n, 1),
        "told_ms": round(statistics.median(delays), 2)}))


main()
