package org.posthorn.inbound.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.posthorn.net.Networks;

/**
 * What a deployer sets about listeners and connections, found good.
 *
 * @param dataDirectory where everything lies that must survive; keys and certificates in {@code
 *     tls} below it
 * @param hostName in greetings, trace fields and the self-signed certificate
 * @param sample whether this is a trial: known passwords, loopback only, log in without TLS
 * @param workers threads at most that run the conversations of one kind: of other servers, of
 *     submission, of IMAP
 * @param workersPerAccount of those, at most, that one account or address has at once
 * @param maxConnections at once, of one kind
 * @param trusted networks whose connections have no limits of their own, this machine included
 * @param listeners those of a protocol that are switched on
 */
public record InboundSettings(
    Path dataDirectory,
    String hostName,
    boolean sample,
    int workers,
    int workersPerAccount,
    int maxConnections,
    Networks trusted,
    List<ListenerSettings> listeners) {

  public InboundSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * Reads and checks them.
   *
   * @param own reads what the protocol has besides
   * @throws InvalidSettings with a sentence for each wrong value
   */
  public static InboundSettings read(
      SettingsSource values, ProtocolListeners protocol, Consumer<SettingsReader> own) {
    SettingsReader checked = new SettingsReader(values);
    boolean sample = checked.truth("posthorn.sample", true);
    InboundSettings settings =
        new InboundSettings(
            Path.of(checked.text("posthorn.data-dir", "data")).toAbsolutePath().normalize(),
            hostName(checked),
            sample,
            (int) checked.number("posthorn.workers", 64, 1, 1_000),
            (int) checked.number("posthorn.workers-per-account", 16, 1, 1_000),
            (int) checked.number("posthorn.max-connections", 20_000, 1, 1_000_000),
            checked.networks("posthorn.trusted-networks").and(Networks.LOOPBACK),
            new ListenerReader(checked, protocol, sample).read(values.keys()));
    own.accept(checked);
    checked.conclude();
    return settings;
  }

  /** Reads them from MicroProfile Config. */
  public static InboundSettings read(
      Config config, ProtocolListeners protocol, Consumer<SettingsReader> own) {
    Set<String> keys = new TreeSet<>();
    config.getPropertyNames().forEach(keys::add);
    return read(
        SettingsSource.of(key -> config.getOptionalValue(key, String.class), keys), protocol, own);
  }

  /** Threads at most for the listeners of a role's kind. */
  public int workers(ListenerRole role) {
    return role.halfWorkers() ? Math.max(1, workers / 2) : workers;
  }

  private static String hostName(SettingsReader checked) {
    String key = "posthorn.host-name";
    String name = checked.text(key, localName());
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
      checked.wrong(key, name, "must be a host name of letters, digits, dots and hyphens");
    }
    return name;
  }

  private static String localName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getCanonicalHostName())
          .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]"))
          .orElse("localhost");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
