package org.posthorn.launcher;

import java.time.Duration;
import java.util.Set;

/**
 * The form of values that the application reads later, where a wrong one would end the start in the
 * midst of it.
 */
final class KnownKeys {
  private static final long MILLION = 1_000_000;
  private static final String NETWORKS = "[0-9A-Fa-f.:/, ]*";
  private static final String NETWORKS_MEANT = "IP addresses or networks, separated by commas";
  private static final String LIMIT = "0|[1-9][0-9]{3,8}";

  private KnownKeys() {}

  /** Checks those that are set. */
  static void check(Checks checks, Set<String> keys) {
    checks.form(
        "posthorn.host-name",
        "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?",
        "a host name of letters, digits, dots and hyphens");
    checks.number("posthorn.workers", 1, 1_000);
    checks.number("posthorn.max-connections", 1, MILLION);
    checks.number("posthorn.smtp.max-message-size", 65_536, Integer.MAX_VALUE);
    checks.number("posthorn.smtp.max-recipients", 100, 100_000);
    checks.number("posthorn.imap.max-message-size", 65_536, Integer.MAX_VALUE);
    checks.form("posthorn.imap.message-limit", LIMIT, "0 or a number from 1000 to 999999999");
    checks.form("posthorn.imap.save-limit", LIMIT, "0 or a number from 1000 to 999999999");
    checks.form("posthorn.imap.server-admin", "[A-Za-z][A-Za-z0-9+.-]*:\\S+", "a URI");
    checks.number("posthorn.store.min-free", 0, Long.MAX_VALUE);
    checks.number("posthorn.store.cached-messages", 0, Long.MAX_VALUE);
    checks.number("posthorn.store.max-mailboxes", 1, Integer.MAX_VALUE);
    checks.word("posthorn.store.shared", "true", "false");
    checks.word("posthorn.text-index.documents", "true", "false");
    checks.number("posthorn.text-index.max-document-size", 0, 100 * MILLION);
    checks.duration("posthorn.content.keep-expunged", Duration.ZERO);
    checks.number("posthorn.content.sweep-hour", 0, 23);
    checks.number("posthorn.broker.global-max-size", 1 << 20, Long.MAX_VALUE);
    checks.number("posthorn.broker.nio-buffer-timeout-us", 0, MILLION);
    checks.number("posthorn.broker.aio-buffer-timeout-us", 0, MILLION);
    checks.form("posthorn.login.trusted-networks", NETWORKS, NETWORKS_MEANT);
    checks.form("posthorn.http.trusted-proxies", NETWORKS, NETWORKS_MEANT);
    relay(checks);
    for (String key : keys) {
      if (key.startsWith("posthorn.listener.")) {
        listener(checks, key);
      }
    }
  }

  private static void relay(Checks checks) {
    checks.word("posthorn.relay.starttls", "true", "false");
    checks.durations("posthorn.relay.retry");
    checks.number("posthorn.relay.concurrency", 1, 32);
    checks.number("posthorn.relay.per-domain", 1, 32);
    checks.duration("posthorn.relay.connect-timeout", Duration.ofMillis(1));
    checks.duration("posthorn.relay.attempt-limit", Duration.ofSeconds(1));
    checks.duration("posthorn.relay.keep-retired", Duration.ZERO);
  }

  private static void listener(Checks checks, String key) {
    if (key.endsWith(".enabled")) {
      checks.word(key, "true", "false");
    } else if (key.endsWith(".role")) {
      checks.word(key, "mx", "submission", "lmtp", "imap");
    } else if (key.endsWith(".tls")) {
      checks.word(key, "none", "starttls", "implicit");
    }
  }
}
