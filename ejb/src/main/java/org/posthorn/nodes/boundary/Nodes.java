package org.posthorn.nodes.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.posthorn.nodes.control.Build;
import org.posthorn.nodes.control.DataDirectoryId;
import org.posthorn.nodes.control.Facts;
import org.posthorn.nodes.control.Liveness;
import org.posthorn.nodes.entity.Server;
import org.posthorn.nodes.entity.Server.State;
import org.posthorn.nodes.value.Lease;
import org.posthorn.nodes.value.NodeFact;
import org.posthorn.nodes.value.ServerInfo;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Knows this server among those that share the database, and which of the others live. */
@Startup
@Singleton
@DependsOn("QueryRetries")
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class Nodes {
  @Inject Liveness liveness;
  @Inject Duties duties;
  @Inject @Any Instance<NodeFact> facts;

  @Inject
  @ConfigProperty(name = "posthorn.node.name")
  Optional<String> configuredName;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  private final PeriodicTask beat = new PeriodicTask("server-beat");
  private final PeriodicTask forget = new PeriodicTask("forget-servers");
  private @Nullable DataDirectoryId directory;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Nodes() {}

  @PostConstruct
  void register() {
    DataDirectoryId opened = DataDirectoryId.open(Path.of(dataDirectory));
    directory = opened;
    OptionalLong predecessor = opened.predecessor(hostName());
    liveness.begin(configuredName.orElseGet(Nodes::hostName), Build.version());
    opened.note(liveness.self(), hostName());
    predecessor.ifPresent(liveness::runsNoMore);
  }

  /** Tells the others that this server lives, and looks whether they do. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  void beat() {
    beat.run(
        () -> {
          long before = liveness.self();
          liveness.beat(Facts.write(facts));
          DataDirectoryId own = directory;
          if (liveness.self() != before && own != null) {
            own.note(liveness.self(), hostName());
          }
        });
  }

  /** Forgets servers that ended a week ago. */
  @Schedule(hour = "*", minute = "51", persistent = false)
  void forget() {
    forget.run(() -> duties.perform("forget-servers", liveness::forget));
  }

  /**
   * The number of this server: of this start of it, so that no other has it, whatever its name. It
   * changes when the others held this server for gone.
   */
  public long self() {
    return liveness.self();
  }

  /** Whether anything is known of a server; it is forgotten a week after its end. */
  public boolean knows(long server) {
    return liveness.all().stream().anyMatch(each -> each.id() == server);
  }

  /**
   * Whether what a server had claimed may be given to others: it has ended for certain, or is
   * silent for so long that it cannot be at work any more.
   *
   * @param silence what is long enough of one that may still run
   */
  public boolean ended(long server, Duration silence) {
    return liveness.ended(server, silence);
  }

  /** All that are known, also those that ended within a week. */
  public List<ServerInfo> all() {
    List<Lease> held = duties.all();
    return liveness.all().stream().map(each -> info(each, held)).toList();
  }

  /** How many servers are in a state, as of the last look. */
  public long count(boolean up) {
    return liveness.known().stream().filter(each -> (each.state() == State.UP) == up).count();
  }

  private ServerInfo info(Server server, List<Lease> held) {
    return new ServerInfo(
        server.id(),
        server.id() == liveness.self(),
        server.name(),
        server.build(),
        server.state().name().toLowerCase(Locale.ROOT),
        server.started(),
        server.state() == State.UP ? Optional.empty() : Optional.of(server.ended()),
        liveness.silenceOf(server.id()),
        held.stream().filter(lease -> lease.server() == server.id()).map(Lease::name).toList(),
        Facts.read(server.facts()));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @PreDestroy
  void end() {
    liveness.end();
    if (directory != null) {
      directory.close();
    }
  }
}
