package org.posthorn.imap.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.command.SectionSpec;

/** Reads the brackets of {@code BODY[…]} and {@code BINARY[…]}. RFC 9051 §9, {@code section}. */
final class SectionSyntax {
  /** Deepest part; messages are not taken apart any deeper. */
  private static final int MAX_LEVELS = 100;

  private final CommandCursor in;
  private final List<Integer> path = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder label = new StringBuilder("[");
  private SectionSpec.Text text = SectionSpec.Text.CONTENT;

  private SectionSyntax(CommandCursor in) {
    this.in = in;
  }

  // section = "[" [section-spec] "]"
  static SectionSyntax body(CommandCursor in) {
    SectionSyntax parser = new SectionSyntax(in);
    in.expectChar('[');
    parser.spec();
    in.expectChar(']');
    return parser;
  }

  // section-binary = "[" [section-part] "]"
  static SectionSyntax binary(CommandCursor in) {
    SectionSyntax parser = new SectionSyntax(in);
    in.expectChar('[');
    if (in.atDigit() && parser.part()) {
      throw in.wrong("Missing part number");
    }
    in.expectChar(']');
    return parser;
  }

  /** What was read. */
  SectionSpec section() {
    return new SectionSpec(path, text, fields);
  }

  /** What was read as responses give it back, brackets included. */
  String label() {
    return label + "]";
  }

  // section-spec = section-msgtext / (section-part ["." section-text])
  private void spec() {
    if (in.atDigit()) {
      if (part()) {
        label.append('.');
        text(true);
      }
    } else if (in.peek() != ']') {
      text(false);
    }
  }

  // section-part = nz-number *("." nz-number) ; true when a "." follows that starts no number
  private boolean part() {
    do {
      if (path.size() == MAX_LEVELS) {
        throw in.wrong("Too many levels");
      }
      long number = in.expectNonZero();
      label.append(path.isEmpty() ? "" : ".").append(number);
      path.add((int) Math.min(number, Integer.MAX_VALUE));
      if (!in.tryChar('.')) {
        return false;
      }
    } while (in.atDigit());
    return true;
  }

  // section-text = section-msgtext / "MIME"
  // section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"
  private void text(boolean ofPart) {
    if (in.tryWord("HEADER.FIELDS.NOT")) {
      fields("HEADER.FIELDS.NOT", SectionSpec.Text.FIELDS_NOT);
    } else if (in.tryWord("HEADER.FIELDS")) {
      fields("HEADER.FIELDS", SectionSpec.Text.FIELDS);
    } else if (in.tryWord("HEADER")) {
      take("HEADER", SectionSpec.Text.HEADER);
    } else if (in.tryWord("TEXT")) {
      take("TEXT", SectionSpec.Text.TEXT);
    } else if (ofPart && in.tryWord("MIME")) {
      take("MIME", SectionSpec.Text.MIME);
    } else {
      throw in.wrong("Unknown section");
    }
  }

  private void take(String name, SectionSpec.Text what) {
    label.append(name);
    text = what;
  }

  // header-list = "(" header-fld-name *(SP header-fld-name) ")"
  private void fields(String name, SectionSpec.Text what) {
    take(name, what);
    in.expectSpace();
    in.expectList(this::field);
    if (fields.isEmpty()) {
      throw in.wrong("Missing field name");
    }
    label.append(" (").append(String.join(" ", fields.stream().map(this::astring).toList()));
    label.append(')');
  }

  // header-fld-name = astring ; RFC 5322 §3.6.8: printable ASCII without colon
  private void field() {
    byte[] name = in.expectAstringOctets();
    for (byte c : name) {
      if (c <= ' ' || c == 127 || c == ':') {
        throw in.wrong("Wrong field name");
      }
    }
    if (name.length == 0) {
      throw in.wrong("Wrong field name");
    }
    fields.add(new String(name, StandardCharsets.US_ASCII));
  }

  private String astring(String name) {
    return name.chars().allMatch(CharClass.ASTRING::has)
        ? name
        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
