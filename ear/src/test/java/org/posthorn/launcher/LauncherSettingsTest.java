package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherSettingsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "posthorn.sample",
        "posthorn.host-name",
        "posthorn.http.port",
        "posthorn.http.metrics",
        "posthorn.http.openapi",
        "posthorn.workers",
        "posthorn.workers-per-account",
        "posthorn.max-connections",
        "posthorn.trusted-networks",
        "posthorn.smtp.max-message-size",
        "posthorn.smtp.max-recipients",
        "posthorn.imap.max-message-size",
        "posthorn.imap.message-limit",
        "posthorn.imap.save-limit",
        "posthorn.imap.search-keys",
        "posthorn.imap.search-texts",
        "posthorn.imap.server-admin",
        "posthorn.store.min-free",
        "posthorn.store.cached-messages",
        "posthorn.store.max-mailboxes",
        "posthorn.store.shared",
        "posthorn.text-index.documents",
        "posthorn.text-index.max-document-size",
        "posthorn.text-index.document-memory",
        "posthorn.db.url",
        "posthorn.broker.url",
        "posthorn.broker.global-max-size",
        "posthorn.broker.nio-buffer-timeout-us",
        "posthorn.broker.aio-buffer-timeout-us",
        "posthorn.broker.user-name",
        "posthorn.quota.storage",
        "posthorn.quota.messages",
        "posthorn.quota.mailboxes",
        "posthorn.quota.grace",
        "posthorn.store.share-with-anyone",
        "posthorn.store.other-users",
        "posthorn.dns.resolvers",
        "posthorn.dns.dnssec",
        "posthorn.dns.trust-anchors",
        "posthorn.imap.mesage-limit",
        "posthorn.relay.local-address",
        "posthorn.relay.port",
        "posthorn.relay.starttls",
        "posthorn.relay.mta-sts",
        "posthorn.relay.dane",
        "posthorn.relay.trusted-certificates",
        "posthorn.relay.retry",
        "posthorn.relay.concurrency",
        "posthorn.relay.allow-loopback",
        "posthorn.relay.allow-private",
        "posthorn.relay.per-domain",
        "posthorn.relay.per-sender",
        "posthorn.relay.per-host",
        "posthorn.relay.slow-concurrency",
        "posthorn.relay.slow-after",
        "posthorn.relay.connect-timeout",
        "posthorn.relay.attempt-limit",
        "posthorn.relay.keep-retired",
        "posthorn.relay.keep-idle",
        "posthorn.relay.tls-reports",
        "posthorn.listener.mx.enabled",
        "posthorn.listener.mx.role",
        "posthorn.listener.mx.port",
        "posthorn.listener.mx.tls",
        "posthorn.listener.mx.prot",
        "posthorn.listener.mx.connections-per-address",
        "posthorn.listener.mx.connections-per-minute",
        "posthorn.listener.imap.connections-per-account",
        "posthorn.listener.imap.connections-per-account-and-address",
        "posthorn.listener.imap.login-time",
        "posthorn.listener.imap.proxy-protocol",
        "posthorn.listener.trusted-proxies",
      })
  void nonsenseGetsOneSentenceThatNamesTheKey(String key) throws Exception {
    Path file = Files.writeString(directory.resolve("p.properties"), key + "=!nonsense\n");
    Configuration configuration = Configuration.load(Optional.of(file));
    WrongConfiguration wrong =
        catchThrowableOfType(WrongConfiguration.class, () -> LauncherSettings.from(configuration));
    assertThat(wrong.sentences()).hasSize(1);
    assertThat(wrong.sentences().get(0)).startsWith(key + " ").matches(".*[.?]");
  }

  @Test
  void aListenerBehindProxiesKnowsThem() throws Exception {
    String proxied = "posthorn.listener.imaps.proxy-protocol=true\n";
    Path file = Files.writeString(directory.resolve("p.properties"), proxied);
    Configuration nobody = Configuration.load(Optional.of(file));
    assertThat(
            catchThrowableOfType(WrongConfiguration.class, () -> LauncherSettings.from(nobody))
                .sentences())
        .containsExactly(
            "posthorn.listener.trusted-proxies must name the proxies in front of listener imaps.");
    Files.writeString(file, proxied + "posthorn.listener.trusted-proxies=192.0.2.1\n");
    LauncherSettings.from(Configuration.load(Optional.of(file)));
  }
}
