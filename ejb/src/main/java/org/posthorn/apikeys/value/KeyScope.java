package org.posthorn.apikeys.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key lets an application do in the name of its account. */
public enum KeyScope {
  /** Send mail, and see what became of it. */
  SEND,
  /** Read mail. */
  READ,
  /** Change and delete mail. */
  WRITE,
  /** Say to whom no mail goes. */
  SUPPRESSION;

  /** Its name as the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of a word. */
  public static Optional<KeyScope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  /** Words with blanks between them. */
  public static String text(Collection<KeyScope> scopes) {
    return scopes.stream().sorted().map(KeyScope::word).collect(Collectors.joining(" "));
  }

  /** Reads {@link #text}; what only a later version knows is left out. */
  public static Set<KeyScope> read(String text) {
    Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    Arrays.stream(text.split(" ", -1)).forEach(word -> of(word).ifPresent(scopes::add));
    return Set.copyOf(scopes);
  }
}
