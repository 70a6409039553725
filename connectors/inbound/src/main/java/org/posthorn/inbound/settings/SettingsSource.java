package org.posthorn.inbound.settings;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where configured values come from: MicroProfile Config, or what a launcher reads before that is
 * there.
 */
public interface SettingsSource {

  /** The value of a key; empty when it has none. */
  Optional<String> value(String key);

  /** The keys that are known to have a value, in their dotted form; may name others too. */
  Set<String> keys();

  /** Values from elsewhere. */
  static SettingsSource of(Function<String, Optional<String>> values, Set<String> keys) {
    Set<String> names = Set.copyOf(keys);
    return new SettingsSource() {
      @Override
      public Optional<String> value(String key) {
        return values.apply(key).map(String::strip).filter(value -> !value.isEmpty());
      }

      @Override
      public Set<String> keys() {
        return names;
      }
    };
  }
}
