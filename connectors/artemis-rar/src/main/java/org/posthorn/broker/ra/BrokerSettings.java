package org.posthorn.broker.ra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What a deployer may set about the broker.
 *
 * @param url the remote broker to dial, and its backups; empty for the embedded one
 * @param user name for the remote broker, or empty
 * @param password password for the remote broker, or empty
 * @param trusted PEM file of the authorities that may have signed its certificate
 * @param own PEM file of the private key and certificate to show to it
 * @param journal directory of the embedded broker's journal
 * @param nioBufferTimeout how long a write waits for company before the sync, on plain files
 * @param aioBufferTimeout the same where the kernel's asynchronous files are used
 * @param globalMaxSize octets of queued messages held in memory before paging, at least 1 MiB
 */
record BrokerSettings(
    Optional<String> url,
    String user,
    String password,
    Optional<Path> trusted,
    Optional<Path> own,
    Path journal,
    Duration nioBufferTimeout,
    Duration aioBufferTimeout,
    long globalMaxSize) {

  BrokerSettings {
    require(globalMaxSize >= 1 << 20, "posthorn.broker.global-max-size is below 1048576");
    require(!nioBufferTimeout.isNegative(), "posthorn.broker.nio-buffer-timeout-us is negative");
    require(!aioBufferTimeout.isNegative(), "posthorn.broker.aio-buffer-timeout-us is negative");
  }

  static BrokerSettings from(Config config) {
    return new BrokerSettings(
        config.getOptionalValue("posthorn.broker.url", String.class),
        config.getOptionalValue("posthorn.broker.user", String.class).orElse(""),
        config.getOptionalValue("posthorn.broker.password", String.class).orElse(""),
        file(config, "posthorn.broker.trusted-certificates"),
        file(config, "posthorn.broker.client-certificate"),
        Path.of(config.getOptionalValue("posthorn.data-dir", String.class).orElse("data"), "broker")
            .toAbsolutePath(),
        micros(config, "posthorn.broker.nio-buffer-timeout-us", 100),
        micros(config, "posthorn.broker.aio-buffer-timeout-us", 20),
        config
            .getOptionalValue("posthorn.broker.global-max-size", Long.class)
            .orElse(64L * 1024 * 1024));
  }

  /** Those of a broker on a copy of a journal, of which nobody waits for anything. */
  static BrokerSettings ofCopy(Path journal) {
    Duration timeout = Duration.ofNanos(100_000);
    return new BrokerSettings(
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        journal.toAbsolutePath(),
        timeout,
        timeout,
        64L << 20);
  }

  private static Optional<Path> file(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(Path::of).map(Path::toAbsolutePath);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "url=" + url.orElse("-") + " journal=" + journal;
  }

  private static Duration micros(Config config, String key, long standard) {
    return Duration.ofNanos(1_000 * config.getOptionalValue(key, Long.class).orElse(standard));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
