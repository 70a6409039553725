package org.posthorn.imap.codec;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthorn.imap.command.Authenticated.GetMetadata;
import org.posthorn.imap.command.Authenticated.GetMetadata.Depth;
import org.posthorn.imap.command.Authenticated.SetMetadata;

/** The grammar of commands about annotations. RFC 5464 §5. */
final class MetadataSyntax {
  /** Longest name of an entry. */
  static final int MAX_NAME = 500;

  /** Most entries that one command may name. */
  static final int MAX_ENTRIES = 1000;

  private static final Pattern VENDORS = Pattern.compile("/(private|shared)/vendor(/[^/]*)?");

  private final CommandCursor in;
  private Optional<Depth> depth = Optional.empty();
  private OptionalLong maxSize = OptionalLong.empty();

  private MetadataSyntax(CommandCursor in) {
    this.in = in;
  }

  // getmetadata = "GETMETADATA" [SP getmetadata-options] SP mailbox SP entries
  /** Reads the rest of the command after its name. */
  static GetMetadata get(CommandCursor in) {
    return new MetadataSyntax(in).get();
  }

  private GetMetadata get() {
    in.expectSpace();
    if (in.tryChar('(')) {
      options();
      in.expectSpace();
    }
    String mailbox = in.expectMailbox();
    in.expectSpace();
    Set<String> entries = new LinkedHashSet<>();
    boolean list = in.tryChar('(');
    if (list && Character.isLetter(in.peek())) { // where the examples of RFC 5464 §4.2.1 have them
      options();
      in.expectSpace();
      list = in.tryChar('(');
    }
    entries(in, list, entries);
    while (!list && in.trySpace()) { // as the examples of RFC 5464 §4.4.1 have them
      entries(in, false, entries);
    }
    return new GetMetadata(mailbox, List.copyOf(entries), depth.orElse(Depth.ENTRY), maxSize);
  }

  // getmetadata-options = "(" getmetadata-option *(SP getmetadata-option) ")"
  private void options() {
    do {
      switch (in.expectKeyword()) {
        case "MAXSIZE" -> maxSize();
        case "DEPTH" -> depth();
        default -> throw in.wrong("Unknown GETMETADATA option");
      }
    } while (in.trySpace());
    in.expectChar(')');
  }

  // maxsize-opt = "MAXSIZE" SP number
  private void maxSize() {
    if (maxSize.isPresent()) {
      throw in.wrong("MAXSIZE stands twice");
    }
    in.expectSpace();
    maxSize = OptionalLong.of(in.expectNumber());
  }

  // scope-opt = "DEPTH" SP ("0" / "1" / "infinity")
  private void depth() {
    if (depth.isPresent()) {
      throw in.wrong("DEPTH stands twice");
    }
    in.expectSpace();
    depth =
        Optional.of(
            switch (in.expectKeyword()) {
              case "0" -> Depth.ENTRY;
              case "1" -> Depth.CHILDREN;
              case "INFINITY" -> Depth.TREE;
              default -> throw in.wrong("DEPTH is 0, 1 or infinity");
            });
  }

  // entries = entry / "(" entry *(SP entry) ")"
  /** Entries after a space. RFC 9590 §4. */
  static List<String> entries(CommandCursor in) {
    in.expectSpace();
    Set<String> entries = new LinkedHashSet<>();
    entries(in, in.tryChar('('), entries);
    return List.copyOf(entries);
  }

  private static void entries(CommandCursor in, boolean list, Set<String> entries) {
    do {
      entries.add(entry(in, true));
      if (entries.size() > MAX_ENTRIES) {
        throw in.wrong("Too many entries");
      }
    } while (list && in.trySpace());
    if (list) {
      in.expectChar(')');
    }
  }

  // setmetadata = "SETMETADATA" SP mailbox SP "(" entry SP value *(SP entry SP value) ")"
  /** Reads the rest of the command after its name. */
  static SetMetadata set(CommandCursor in) {
    String mailbox = MailboxSyntax.name(in);
    in.expectSpace();
    Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
    in.expectChar('(');
    do {
      String entry = entry(in, false);
      if (VENDORS.matcher(entry).matches()) {
        throw in.wrong("Vendor entry needs four parts"); // RFC 5464 §3.2
      }
      in.expectSpace();
      values.put(entry, value(in));
      if (values.size() > MAX_ENTRIES) {
        throw in.wrong("Too many entries");
      }
    } while (in.trySpace());
    in.expectChar(')');
    return new SetMetadata(mailbox, values);
  }

  // value = nstring / literal8
  private static Optional<byte[]> value(CommandCursor in) {
    if (in.tryWord("NIL")) {
      return Optional.empty();
    }
    if (in.tryChar('~') && in.peek() == '"') {
      throw in.wrong("Missing literal");
    }
    return Optional.of(in.expectStringOctets());
  }

  // entry = astring ; slash-separated path, must not contain "*" or "%"
  /** The name in lower case: names are the same in any case. RFC 5464 §3.2. */
  private static String entry(CommandCursor in, boolean top) {
    String name = in.expectAstring().toLowerCase(Locale.ROOT);
    boolean known = name.startsWith("/private/") || name.startsWith("/shared/");
    if (!known && !(top && (name.equals("/private") || name.equals("/shared")))) {
      throw in.wrong("Entry is below neither /private nor /shared");
    }
    if (name.contains("//") || name.endsWith("/")) {
      throw in.wrong("Entry has an empty part");
    }
    if (!name.chars().allMatch(c -> c >= ' ' && c < 127 && c != '*' && c != '%')) {
      throw in.wrong("Entry has a character that none may have");
    }
    if (name.length() > MAX_NAME) {
      throw in.wrong("Entry is too long");
    }
    return name;
  }
}
