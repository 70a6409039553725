package org.posthorn.inbound.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param smtpMaxMessageSize in octets
 * @param smtpMaxRecipients of one message
 * @param imapMaxMessageSize in octets, for APPEND
 * @param imapMessageLimit messages that one command may be about; 0 for no limit
 * @param imapSaveLimit messages that one COPY or APPEND may be about; 0 for no limit
 * @param imapSearchKeys keys of one search
 * @param imapSearchTexts those of them for which messages have to be read
 * @param listeners those that are switched on
 */
public record InboundSettings(
    Path dataDirectory,
    String hostName,
    boolean sample,
    int workers,
    int workersPerAccount,
    int maxConnections,
    Networks trusted,
    long smtpMaxMessageSize,
    int smtpMaxRecipients,
    long imapMaxMessageSize,
    int imapMessageLimit,
    int imapSaveLimit,
    int imapSearchKeys,
    int imapSearchTexts,
    List<ListenerSettings> listeners) {

  private static final long MESSAGE = 100L << 20;

  public InboundSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * Reads and checks them.
   *
   * @throws InvalidSettings with a sentence for each wrong value
   */
  public static InboundSettings read(SettingsSource values) {
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
            checked.number("posthorn.smtp.max-message-size", MESSAGE, 65_536, Integer.MAX_VALUE),
            (int) checked.number("posthorn.smtp.max-recipients", 1_000, 100, 100_000),
            checked.number("posthorn.imap.max-message-size", MESSAGE, 65_536, Integer.MAX_VALUE),
            checked.limit("posthorn.imap.message-limit"),
            checked.limit("posthorn.imap.save-limit"),
            (int) checked.number("posthorn.imap.search-keys", 1_000, 10, 100_000),
            (int) checked.number("posthorn.imap.search-texts", 100, 1, 100_000),
            new ListenerReader(checked, sample).read(values.keys()));
    if (settings.imapMessageLimit > 0 && settings.imapSaveLimit > 0) { // RFC 9738 §4
      checked.wrong(
          "posthorn.imap.save-limit",
          Integer.toString(settings.imapSaveLimit),
          "must be 0 when posthorn.imap.message-limit is set");
    }
    checked.conclude();
    return settings;
  }

  /** Reads them from MicroProfile Config. */
  public static InboundSettings read(Config config) {
    Set<String> keys = new TreeSet<>();
    config.getPropertyNames().forEach(keys::add);
    return read(SettingsSource.of(key -> config.getOptionalValue(key, String.class), keys));
  }

  /** Threads at most for the listeners of a kind; people send less than other servers do. */
  public int workers(String kind) {
    return kind.equals(ListenerRole.SUBMISSION.kind()) ? Math.max(1, workers / 2) : workers;
  }

  /** The listeners of some roles. */
  public List<ListenerSettings> listeners(Set<ListenerRole> roles) {
    return listeners.stream().filter(listener -> roles.contains(listener.role())).toList();
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
