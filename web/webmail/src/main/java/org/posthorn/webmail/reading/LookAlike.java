package org.posthorn.webmail.reading;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.webmail.text.Person;

/** Whether a sender looks like somebody else. */
final class LookAlike {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'()]+@([\\p{L}\\p{N}.-]+)");
  private static final Set<UnicodeScript> NEIGHBOURS =
      EnumSet.of(
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED,
          UnicodeScript.UNKNOWN,
          UnicodeScript.LATIN);
  private static final Set<UnicodeScript> ALIKE =
      EnumSet.of(
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.CHEROKEE);

  private LookAlike() {}

  /** The address that the name of a sender shows, when it is of another domain than theirs. */
  static Optional<String> shownAddress(Person person) {
    Matcher shown = ADDRESS.matcher(person.isNamed() ? person.name() : "");
    String own = domain(person.address());
    return shown.find() && !own.isEmpty() && !shown.group(1).toLowerCase(Locale.ROOT).equals(own)
        ? Optional.of(shown.group())
        : Optional.empty();
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether letters of several scripts that look alike stand in one word of name or address. */
  static boolean mixesScripts(Person person) {
    String address = person.address();
    int at = address.lastIndexOf('@');
    String shown =
        person.name()
            + ' '
            + address.substring(0, Math.max(0, at))
            + ' '
            + unicode(domain(address));
    for (String word : shown.split("[\\s@._-]+")) {
      Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
      word.codePoints()
          .filter(Character::isLetter)
          .mapToObj(UnicodeScript::of)
          .forEach(scripts::add);
      boolean alike = scripts.stream().anyMatch(ALIKE::contains);
      if (alike && (scripts.contains(UnicodeScript.LATIN) || count(scripts) > 1)) {
        return true;
      }
    }
    return false;
  }

  private static long count(Set<UnicodeScript> scripts) {
    return scripts.stream().filter(each -> !NEIGHBOURS.contains(each)).count();
  }

  private static String unicode(String domain) {
    try {
      return IDN.toUnicode(domain);
    } catch (IllegalArgumentException malformed) {
      return domain;
    }
  }
}
