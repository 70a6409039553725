package org.posthorn.apikeys.value;

import java.util.Set;
import org.posthorn.sasl.Admission;

/**
 * What comes of an attempt to log in by a key.
 *
 * @param scopes what it lets do; none unless it was granted
 */
public record KeyAdmission(Admission admission, Set<KeyScope> scopes) {
  public KeyAdmission {
    scopes = Set.copyOf(scopes);
  }
}
