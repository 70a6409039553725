package org.posthorn.annotations.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the configuration says of the server, as long as nobody says otherwise. RFC 5464 §6.2. */
@ApplicationScoped
public class ConfiguredAnnotations {
  @Inject
  @ConfigProperty(name = "posthorn.imap.server-comment")
  Optional<String> comment = Optional.empty();

  @Inject
  @ConfigProperty(name = "posthorn.imap.server-admin")
  Optional<String> admin = Optional.empty();

  /** Adds those of the entries, or all when none is named. */
  void put(Map<String, byte[]> values, Collection<String> entries) {
    put(values, entries, "/shared/comment", comment);
    put(values, entries, "/shared/admin", admin);
  }

  private static void put(
      Map<String, byte[]> values, Collection<String> entries, String entry, Optional<String> text) {
    if (entries.isEmpty() || entries.contains(entry)) {
      text.ifPresent(said -> values.put(entry, said.getBytes(UTF_8)));
    }
  }
}
