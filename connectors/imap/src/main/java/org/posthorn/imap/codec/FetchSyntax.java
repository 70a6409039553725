package org.posthorn.imap.codec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.imap.command.Fetch;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.imap.command.FetchItem.DecodedSize;
import org.posthorn.imap.command.FetchItem.Octets;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.PartialRange;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.mailstore.query.SequenceSet;

/** The grammar of FETCH. RFC 9051 §9, {@code fetch}; RFC 7162 §7. */
final class FetchSyntax {
  private static final List<Attribute> FAST =
      List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE);

  private final CommandCursor in;
  private final Set<FetchItem> items = new LinkedHashSet<>();
  private OptionalLong changedSince = OptionalLong.empty();
  private boolean vanished;
  private Optional<PartialRange> partial = Optional.empty();

  private FetchSyntax(CommandCursor in) {
    this.in = in;
  }

  // fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att /
  //         "(" fetch-att *(SP fetch-att) ")") [fetch-modifiers]
  /** Reads the rest of the command after its name. */
  static Fetch fetch(CommandCursor in, boolean byUid) {
    return new FetchSyntax(in).rest(byUid);
  }

  // fetch-att *(SP fetch-att) ")"   (RFC 5465 §8)
  /** Reads items after their opening parenthesis, each once. */
  static List<FetchItem> items(CommandCursor in) {
    FetchSyntax fetch = new FetchSyntax(in);
    do {
      fetch.item();
    } while (in.trySpace());
    in.expectChar(')');
    return List.copyOf(fetch.items);
  }

  private Fetch rest(boolean byUid) {
    SequenceSet messages = CommandParser.messages(in);
    in.expectSpace();
    if (in.peek() == '(') {
      in.expectList(this::item);
      if (items.isEmpty()) {
        throw in.wrong("Nothing to fetch");
      }
    } else if (!macro()) {
      item();
    }
    if (in.trySpace()) {
      in.expectList(this::modifier);
    }
    if (vanished && (!byUid || changedSince.isEmpty())) { // RFC 7162 §3.2.6
      throw in.wrong("VANISHED needs UID FETCH and CHANGEDSINCE");
    }
    return new Fetch(byUid, messages, List.copyOf(items), changedSince, vanished, partial);
  }

  private boolean macro() {
    boolean full = in.tryWord("FULL");
    boolean all = full || in.tryWord("ALL");
    if (!all && !in.tryWord("FAST")) {
      return false;
    }
    items.addAll(FAST);
    if (all) {
      items.add(Attribute.ENVELOPE);
    }
    if (full) {
      items.add(Attribute.BODY);
    }
    return true;
  }

  // fetch-att = "ENVELOPE" / "FLAGS" / … / "BODY" ["STRUCTURE"] / "BODY" [".PEEK"] section
  //             [partial] / "BINARY" [".PEEK"] section-binary [partial] /
  //             "BINARY.SIZE" section-binary
  private void item() {
    if (in.tryWord("BINARY.SIZE")) {
      SectionSyntax section = SectionSyntax.binary(in);
      items.add(new DecodedSize("BINARY.SIZE" + section.label(), section.section()));
    } else if (in.tryWord("BODY.PEEK")) {
      octets(SectionSyntax.body(in), "BODY", true, false);
    } else if (in.tryWord("BINARY.PEEK")) {
      octets(SectionSyntax.binary(in), "BINARY", true, true);
    } else if (in.tryWord("BINARY")) {
      octets(SectionSyntax.binary(in), "BINARY", false, true);
    } else if (in.tryWord("BODY")) {
      if (in.peek() == '[') {
        octets(SectionSyntax.body(in), "BODY", false, false);
      } else {
        items.add(Attribute.BODY);
      }
    } else {
      rev1OrAttribute(in.expectKeyword());
    }
  }

  private void rev1OrAttribute(String name) {
    switch (name) { // RFC 3501 §6.4.5
      case "RFC822" -> rev1(name, SectionSpec.Text.CONTENT, false);
      case "RFC822.HEADER" -> rev1(name, SectionSpec.Text.HEADER, true);
      case "RFC822.TEXT" -> rev1(name, SectionSpec.Text.TEXT, false);
      case "PREVIEW" -> {
        in.tryNextList("LAZY"); // RFC 8970 §3.2: it was computed at delivery, so both are the same
        items.add(Attribute.PREVIEW);
      }
      default -> items.add(attribute(name));
    }
  }

  private Attribute attribute(String name) {
    for (Attribute attribute : Attribute.values()) {
      if (attribute.label().equals(name)) {
        return attribute;
      }
    }
    throw in.wrong("Unknown item to fetch");
  }

  private void rev1(String label, SectionSpec.Text text, boolean peek) {
    SectionSpec section = new SectionSpec(List.of(), text, List.of());
    items.add(new Octets(label, section, Optional.empty(), peek, false));
  }

  private void octets(SectionSyntax section, String name, boolean peek, boolean decoded) {
    Optional<Partial> octets = partial();
    String label =
        name + section.label() + octets.map(some -> "<" + some.offset() + ">").orElse("");
    items.add(new Octets(label, section.section(), octets, peek, decoded));
  }

  // partial = "<" number64 "." nz-number64 ">"
  private Optional<Partial> partial() {
    if (!in.tryChar('<')) {
      return Optional.empty();
    }
    long offset = in.expectNumber64();
    in.expectChar('.');
    long length = in.expectNumber64();
    if (length == 0) {
      throw in.wrong("Number must not be 0");
    }
    in.expectChar('>');
    return Optional.of(new Partial(offset, length));
  }

  // fetch-modifier = "CHANGEDSINCE" SP mod-sequence-value / "VANISHED" /
  //                  "PARTIAL" SP partial-range
  private void modifier() {
    switch (in.expectKeyword()) {
      case "CHANGEDSINCE" -> {
        in.expectSpace();
        changedSince = OptionalLong.of(in.expectNumber64());
      }
      case "VANISHED" -> vanished = true;
      case "PARTIAL" -> partial = Optional.of(SearchSyntax.partialRange(in)); // RFC 9394 §3.3
      default -> throw in.wrong("Unknown modifier");
    }
  }
}
