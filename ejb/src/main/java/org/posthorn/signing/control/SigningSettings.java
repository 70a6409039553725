package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.kernel.Address;

/**
 * How mail is signed.
 *
 * @param keyFile the file with the key that private keys are encrypted with
 * @param ownFile whether the installation may create that file
 * @param validity how long signatures are valid; zero for ever
 * @param keepRetired how long the record of a retired key must stay in DNS
 * @param unsigned addresses and domains whose mail is not signed, in lower case
 */
public record SigningSettings(
    Path keyFile, boolean ownFile, Duration validity, Duration keepRetired, Set<String> unsigned) {

  public SigningSettings {
    unsigned = Set.copyOf(unsigned);
    if (validity.isNegative() || keepRetired.isNegative()) {
      throw new IllegalArgumentException("durations of posthorn.dkim must not be negative");
    }
  }

  /** Whether mail of this author is left without signature. */
  public boolean leavesUnsigned(Address author) {
    return unsigned.contains(author.lookupKey()) || unsigned.contains(author.domain());
  }

  static SigningSettings from(Config config) {
    Optional<String> file = text(config, "posthorn.secrets.key-file");
    return new SigningSettings(
        file.map(Path::of).orElseGet(() -> ownFile(config)),
        file.isEmpty(),
        duration(config, "posthorn.dkim.validity", "P7D"),
        duration(config, "posthorn.dkim.keep-retired", "P14D"),
        Stream.of(text(config, "posthorn.dkim.unsigned").orElse("").split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .map(SigningSettings::normal)
            .collect(Collectors.toSet()));
  }

  // servers that share a database share the directory of contents, and nothing else
  private static Path ownFile(Config config) {
    Path data = Path.of(text(config, "posthorn.data-dir").orElse("data"));
    boolean shared = config.getOptionalValue("posthorn.store.shared", Boolean.class).orElse(false);
    Path directory =
        shared
            ? text(config, "posthorn.store.content-dir")
                .map(Path::of)
                .orElseGet(() -> data.resolve("content"))
            : data;
    return directory.resolve("secrets").resolve("secrets.key");
  }

  private static String normal(String text) {
    Optional<String> known =
        text.indexOf('@') > 0 ? Address.parse(text).map(Address::lookupKey) : Address.domain(text);
    return known.orElseThrow(
        () ->
            new IllegalArgumentException(
                "posthorn.dkim.unsigned: \"" + text + "\" is no address and no domain"));
  }

  private static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }

  private static Duration duration(Config config, String key, String otherwise) {
    try {
      return Duration.parse(text(config, key).orElse(otherwise));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(key + " must be a duration like " + otherwise, e);
    }
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    SigningSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
