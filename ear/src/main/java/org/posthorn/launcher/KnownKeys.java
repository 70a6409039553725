package org.posthorn.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All keys that the application reads later, but for those of {@link Protocols}, and the form of
 * their values: a wrong one would end the start in the midst of it, and a key that is not here is
 * refused.
 */
final class KnownKeys {
  private static final long MILLION = 1_000_000;
  private static final String NETWORKS = "[0-9A-Fa-f.:/, ]*";
  private static final String NETWORKS_MEANT = "IP addresses or networks, separated by commas";
  private static final String LABEL = "[\\p{L}\\p{M}\\p{N}-]+";
  private static final String EXCLUDED = "([^\\s,@]+@)?" + LABEL + "(\\." + LABEL + ")*";
  private static final String BROKER =
      "(tcp|ssl)://([^\\s,:/\\[\\]]+|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?/?";

  private KnownKeys() {}

  /** Checks those that are set. */
  static void check(Checks checks) {
    checks.form(
        "posthorn.host-name",
        "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?",
        "a host name of letters, digits, dots and hyphens");
    checks.number("posthorn.workers", 1, 1_000);
    checks.number("posthorn.workers-per-account", 1, 1_000);
    checks.number("posthorn.max-connections", 1, MILLION);
    checks.form("posthorn.trusted-networks", NETWORKS, NETWORKS_MEANT);
    checks.form("posthorn.listener.trusted-proxies", NETWORKS, NETWORKS_MEANT);
    checks.form("posthorn.checks.exempt", "none|" + NETWORKS, NETWORKS_MEANT + ", or none");
    checks.word("posthorn.filter.enabled", "true", "false");
    checks.form("posthorn.filter.trusted", "none|" + NETWORKS, NETWORKS_MEANT + ", or none");
    checks.word("posthorn.checks.dmarc", "enforce", "report");
    checks.word("posthorn.checks.organizations", "tree-walk", "public-suffix-list");
    checks.form(
        "posthorn.checks.trusted-sealers",
        "[^\\s,]+(\\s*,\\s*[^\\s,]+)*",
        "domains with commas between them");
    checks.word("posthorn.http.metrics", "true", "false");
    checks.word("posthorn.http.openapi", "true", "false");
    checks.number("posthorn.store.min-free", 0, Long.MAX_VALUE);
    checks.number("posthorn.store.cached-messages", 0, Long.MAX_VALUE);
    checks.number("posthorn.store.max-mailboxes", 1, Integer.MAX_VALUE);
    checks.number("posthorn.store.max-messages", 1, Integer.MAX_VALUE);
    checks.number("posthorn.store.max-copied", 1, Integer.MAX_VALUE);
    checks.word("posthorn.store.shared", "true", "false");
    checks.duration("posthorn.store.late-content", Duration.ZERO);
    checks.word("posthorn.text-index.documents", "true", "false");
    checks.number("posthorn.text-index.max-document-size", 0, 100 * MILLION);
    checks.number("posthorn.text-index.document-memory", 64, 4_096);
    checks.duration("posthorn.content.keep-expunged", Duration.ZERO);
    checks.number("posthorn.content.sweep-hour", 0, 23);
    checks.word("posthorn.log.addresses", "plain", "hashed");
    checks.text("posthorn.log.address-key", "");
    checks.duration("posthorn.trace.keep", Duration.ZERO);
    checks.number("posthorn.trace.max-rows", 0, Long.MAX_VALUE);
    checks.form(
        "posthorn.reports.addresses",
        "[^\\s,@]+@[^\\s,@]+(\\s*,\\s*[^\\s,@]+@[^\\s,@]+)*",
        "mail addresses with commas between them");
    checks.number("posthorn.reports.reporter-limit", 1, Integer.MAX_VALUE);
    checks.word("posthorn.reports.dmarc", "on", "off");
    checks.form(
        "posthorn.reports.dmarc-excluded",
        EXCLUDED + "(\\s*,\\s*" + EXCLUDED + ")*",
        "mail addresses and domains with commas between them");
    checks.form("posthorn.relay.networks", NETWORKS, NETWORKS_MEANT);
    checks.number("posthorn.relay.network-limit", 1, Integer.MAX_VALUE);
    checks.form(
        "posthorn.webhooks.allowed-networks", "none|" + NETWORKS, NETWORKS_MEANT + ", or none");
    checks.word("posthorn.webhooks.allow-http", "true", "false");
    checks.judged("posthorn.webhooks.trusted-certificates", KnownKeys::unreadable);
    checks.durations("posthorn.webhooks.retry");
    checks.number("posthorn.webhooks.concurrency", 1, 100);
    checks.number("posthorn.webhooks.max-waiting", 1, MILLION);
    checks.duration("posthorn.webhooks.keep-retired", Duration.ZERO);
    checks.number("posthorn.broker.global-max-size", 1 << 20, Long.MAX_VALUE);
    checks.number("posthorn.broker.nio-buffer-timeout-us", 0, MILLION);
    checks.number("posthorn.broker.aio-buffer-timeout-us", 0, MILLION);
    checks.form("posthorn.http.trusted-proxies", NETWORKS, NETWORKS_MEANT);
    checks.word("posthorn.http.proxy-field", "X-Forwarded-For", "Forwarded");
    checks.number("posthorn.quota.storage", 0, Long.MAX_VALUE);
    checks.number("posthorn.quota.messages", 0, Long.MAX_VALUE);
    checks.number("posthorn.quota.mailboxes", 0, Long.MAX_VALUE);
    checks.number("posthorn.quota.grace", 0, 100);
    checks.number("posthorn.submission.messages-per-day", 0, Long.MAX_VALUE);
    checks.number("posthorn.submission.new-recipients-per-day", 0, Long.MAX_VALUE);
    checks.word("posthorn.store.share-with-anyone", "true", "false");
    checks.word("posthorn.store.other-users", "all", "subscribed");
    checks.text("posthorn.store.content-dir", "");
    checks.form("posthorn.node.name", "\\S.{0,253}\\S|\\S", "a name of up to 255 characters");
    checks.judged("posthorn.dns.resolvers", Resolvers::objection);
    checks.judged("posthorn.secrets.key-file", KnownKeys::unreadable);
    checks.duration("posthorn.dkim.validity", Duration.ZERO);
    checks.duration("posthorn.dkim.keep-retired", Duration.ZERO);
    checks.form(
        "posthorn.dkim.unsigned",
        "[^\\s,]+(\\s*,\\s*[^\\s,]+)*",
        "addresses or domains with commas between them");
    checks.word("posthorn.dns.dnssec", "auto", "on", "off");
    checks.judged("posthorn.dns.trust-anchors", KnownKeys::unreadable);
    administrator(checks);
    connections(checks);
    relay(checks);
  }

  private static void administrator(Checks checks) {
    checks.form("posthorn.admin.address", "\\S+@\\S+", "a mail address");
    checks.judged(
        "posthorn.admin.password",
        password ->
            password.length() < 8 || password.length() > 256
                ? Optional.of("must have 8 to 256 characters") // and is not shown
                : Optional.empty());
  }

  private static void connections(Checks checks) {
    checks.beginning("posthorn.db.url", "jdbc:hsqldb:", "jdbc:postgresql:");
    checks.text("posthorn.db.user", "");
    checks.text("posthorn.db.password", "");
    checks.form(
        "posthorn.broker.url",
        BROKER + "(\\s*,\\s*" + BROKER + ")*",
        "of the form tcp://host:port or ssl://host:port, several with commas between them");
    checks.text("posthorn.broker.user", "");
    checks.text("posthorn.broker.password", "");
    checks.judged("posthorn.broker.trusted-certificates", KnownKeys::unreadable);
    checks.judged("posthorn.broker.client-certificate", KnownKeys::unreadable);
  }

  private static Optional<String> unreadable(String file) {
    return Files.isReadable(Path.of(file))
        ? Optional.empty()
        : Optional.of("is \"" + file + "\", but must be a file that the server may read");
  }

  private static void relay(Checks checks) {
    checks.port("posthorn.relay.port", 25);
    checks.judged("posthorn.relay.local-address", Resolvers::objectionToAddress);
    checks.word("posthorn.relay.starttls", "true", "false");
    checks.word("posthorn.relay.mta-sts", "true", "false");
    checks.word("posthorn.relay.dane", "true", "false");
    checks.judged("posthorn.relay.trusted-certificates", KnownKeys::unreadable);
    checks.word("posthorn.relay.tls-reports", "failures", "all", "off");
    checks.durations("posthorn.relay.retry");
    checks.word("posthorn.relay.allow-loopback", "true", "false");
    checks.word("posthorn.relay.allow-private", "true", "false");
    checks.number("posthorn.relay.concurrency", 1, 100);
    checks.number("posthorn.relay.per-domain", 1, 100);
    checks.number("posthorn.relay.per-sender", 1, 100);
    checks.number("posthorn.relay.per-host", 1, 100);
    checks.number("posthorn.relay.slow-concurrency", 0, 10_000);
    checks.duration("posthorn.relay.slow-after", Duration.ofMillis(50));
    checks.duration("posthorn.relay.connect-timeout", Duration.ofMillis(1));
    checks.duration("posthorn.relay.attempt-limit", Duration.ofSeconds(1));
    checks.duration("posthorn.relay.keep-retired", Duration.ZERO);
    checks.duration("posthorn.relay.keep-idle", Duration.ZERO);
  }
}
