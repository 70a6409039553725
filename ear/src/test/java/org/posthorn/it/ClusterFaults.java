package org.posthorn.it;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What goes wrong with several servers, one after the other. */
final class ClusterFaults {
  private static final System.Logger LOG = System.getLogger(ClusterFaults.class.getName());
  private static final int BETWEEN_SECONDS = 5;
  private static final int STOOD_SECONDS = 12;

  private final List<RunningServer> servers;
  private final OwnPostgres database;
  private final ArtemisServer broker;
  private int turn;

  private interface Fault {
    void happen() throws IOException, InterruptedException;
  }

  ClusterFaults(List<RunningServer> servers, OwnPostgres database, ArtemisServer broker) {
    this.servers = servers;
    this.database = database;
    this.broker = broker;
  }

  /** Lets each happen once, and again until the time is over. */
  void happen(Duration time) throws IOException, InterruptedException {
    List<Fault> faults =
        List.of(
            this::killServer,
            this::killDatabase,
            this::killBroker,
            this::stopServer,
            () -> stop("database", database.processes()),
            () -> stop("broker", broker.processes()),
            this::roll);
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < faults.size() || System.nanoTime() < end; i++) {
      TimeUnit.SECONDS.sleep(BETWEEN_SECONDS);
      faults.get(i % faults.size()).happen();
    }
    TimeUnit.SECONDS.sleep(BETWEEN_SECONDS);
  }

  private RunningServer next() {
    return servers.get(turn++ % servers.size());
  }

  private static void say(String what) {
    LOG.log(System.Logger.Level.INFO, "fault=\"{0}\"", what);
  }

  private void killServer() throws IOException, InterruptedException {
    say("a server is killed");
    RunningServer server = next();
    server.kill();
    server.start();
  }

  private void killDatabase() throws IOException, InterruptedException {
    say("the database is killed");
    database.kill();
    database.start();
  }

  private void killBroker() throws IOException, InterruptedException {
    say("the broker is killed");
    broker.kill();
    broker.start();
  }

  private void stopServer() throws IOException, InterruptedException {
    stop("server", List.of(ProcessHandle.of(next().pid()).orElseThrow()));
  }

  /** Lets processes stand still for a while. */
  private static void stop(String what, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    say("the " + what + " stands still");
    signal("-STOP", processes);
    try {
      TimeUnit.SECONDS.sleep(STOOD_SECONDS);
    } finally {
      signal("-CONT", processes);
    }
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    for (ProcessHandle each : processes) {
      new ProcessBuilder("kill", signal, Long.toString(each.pid())).start().waitFor();
    }
  }

  private void roll() throws IOException, InterruptedException {
    say("one server after the other is started anew");
    for (RunningServer server : servers) {
      server.stop();
      server.start();
    }
  }
}
