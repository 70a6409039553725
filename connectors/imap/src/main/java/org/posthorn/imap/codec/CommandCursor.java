package org.posthorn.imap.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.mime.text.Charsets;

/**
 * Reads one complete command from left to right, by the rules of RFC 9051 §9: {@code try…} takes
 * something if it is there, {@code expect…} takes it or ends the parsing with BAD.
 */
public final class CommandCursor {
  private static final int END = -1;

  /** Stands for octets that are no encoding of a name: no mailbox can be called this. */
  private static final String NO_NAME = "\uFFFD";

  private final RawCommand command;
  private final boolean utf8Names;
  private byte[] line;
  private int part;
  private int at;
  private Optional<String> charset = Optional.empty(); // of strings that are not UTF-8

  /**
   * Starts at the first octet.
   *
   * @param utf8Names whether mailbox names are UTF-8 (RFC 9051 §5.1), else modified UTF-7 (RFC 3501
   *     §5.1.3)
   */
  public CommandCursor(RawCommand command, boolean utf8Names) {
    this.command = command;
    this.utf8Names = utf8Names;
    this.line = command.lines().get(0);
  }

  /** Ends the parsing with BAD and a reason for the client. */
  public RuntimeException wrong(String reason) {
    return new SyntaxException(reason);
  }

  /** The next octet, which stays; -1 at the end of the line. */
  public int peek() {
    return at < line.length ? line[at] & 0xFF : END;
  }

  /** Whether the command has no more. */
  public boolean atEnd() {
    return at == line.length && part == command.literals().size();
  }

  /** Nothing may follow. */
  public void expectEnd() {
    if (!atEnd()) {
      throw wrong("Unexpected text at the end of the command");
    }
  }

  /** Takes all that is left, whatever it is. */
  public void skipRest() {
    part = command.literals().size();
    line = command.lines().get(part);
    at = line.length;
  }

  /** Takes one ASCII character. */
  public boolean tryChar(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes ASCII characters, all or none. */
  public boolean tryChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= line.length || line[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    return true;
  }

  /** Takes one ASCII character. */
  public void expectChar(char c) {
    if (!tryChar(c)) {
      throw wrong("Missing " + (c == ' ' ? "space" : "'" + c + "'"));
    }
  }

  /** Takes a space. */
  public boolean trySpace() {
    return tryChar(' ');
  }

  /** Takes a space. */
  public void expectSpace() {
    expectChar(' ');
  }

  /** Takes a word in any case; only when no letter or digit follows it. */
  public boolean tryWord(String word) {
    int end = at + word.length();
    if (end > line.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Character.toUpperCase(line[at + i]) != Character.toUpperCase(word.charAt(i))) {
        return false;
      }
    }
    if (end < line.length && Character.isLetterOrDigit(line[end])) {
      return false;
    }
    at = end;
    return true;
  }

  // atom = 1*ATOM-CHAR
  /** Takes an atom. */
  public Optional<String> tryAtom() {
    return run(CharClass.ATOM);
  }

  /** Takes an atom. */
  public String expectAtom() {
    return tryAtom().orElseThrow(() -> wrong("Missing atom"));
  }

  /** Takes an atom, in capitals: the name of a command, an item or an option. */
  public String expectKeyword() {
    return expectAtom().toUpperCase(Locale.ROOT);
  }

  // tag = 1*<any ASTRING-CHAR except "+">
  /** Takes a tag. */
  public Optional<String> tryTag() {
    return run(CharClass.TAG);
  }

  private Optional<String> run(CharClass set) {
    int from = at;
    while (at < line.length && set.has(line[at])) {
      at++;
    }
    return at == from
        ? Optional.empty()
        : Optional.of(new String(line, from, at - from, StandardCharsets.US_ASCII));
  }

  // astring = 1*ASTRING-CHAR / string
  /** Takes an astring as octets. */
  public byte[] expectAstringOctets() {
    return run(CharClass.ASTRING)
        .map(atom -> atom.getBytes(StandardCharsets.US_ASCII))
        .orElseGet(this::expectStringOctets);
  }

  /** Takes an astring as UTF-8, or in the charset that was named. */
  public String expectAstring() {
    return text(expectAstringOctets());
  }

  // string = quoted / literal
  /** Takes a string as octets. */
  public byte[] expectStringOctets() {
    if (peek() == '"') {
      return quoted();
    }
    if (at == line.length && part < command.literals().size()) {
      byte[] literal = command.literals().get(part++);
      line = command.lines().get(part);
      at = 0;
      return literal;
    }
    throw wrong("Missing string");
  }

  /** Takes a string as UTF-8. */
  public String expectString() {
    return text(expectStringOctets());
  }

  // nstring = string / nil
  /** Takes a string as UTF-8; empty for NIL. */
  public Optional<String> expectNstring() {
    return tryWord("NIL") ? Optional.empty() : Optional.of(expectString());
  }

  // quoted = DQUOTE *QUOTED-CHAR DQUOTE
  private byte[] quoted() {
    byte[] text = new byte[line.length - at];
    int length = 0;
    at++;
    while (at < line.length) {
      byte c = line[at++];
      if (c == '"') {
        return Arrays.copyOf(text, length);
      }
      if (c == '\\') {
        c = at < line.length ? line[at++] : 0;
        if (c != '"' && c != '\\') {
          throw wrong("Wrong escape in quoted string");
        }
      }
      text[length++] = c;
    }
    throw wrong("Quoted string does not end");
  }

  /** Strings that follow are in this charset, of which there is one. RFC 9051 §6.4.4. */
  void charset(String name) {
    charset = Optional.of(name);
  }

  private String text(byte[] octets) {
    if (charset.isPresent()) {
      return Charsets.decode(octets, 0, octets.length, charset.get());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("Text is not UTF-8");
    }
  }

  // number = 1*DIGIT ; 0 <= n < 4,294,967,296
  /** Takes a number of 32 bits. */
  public long expectNumber() {
    return digits(0xFFFFFFFFL);
  }

  /** Takes a number of 32 bits that is not 0. */
  public long expectNonZero() {
    long number = expectNumber();
    if (number == 0) {
      throw wrong("Number must not be 0");
    }
    return number;
  }

  // number64 = 1*DIGIT ; 0 <= n <= 9,223,372,036,854,775,807
  /** Takes a number of 63 bits. */
  public long expectNumber64() {
    return digits(Long.MAX_VALUE);
  }

  private long digits(long max) {
    long value = 0;
    int from = at;
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      int digit = line[at++] - '0';
      if (value > (max - digit) / 10) {
        throw wrong("Number is too large");
      }
      value = value * 10 + digit;
    }
    if (at == from) {
      throw wrong("Missing number");
    }
    return value;
  }

  /** Whether the next octet is a digit. */
  public boolean atDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  // sequence-set = (seq-number / seq-range) ["," sequence-set] / seq-last-command
  /** Takes a sequence set. */
  public SequenceSet expectSequenceSet() {
    if (tryChar('$')) {
      return SequenceSet.SAVED;
    }
    long[] bounds = new long[2];
    int length = 0;
    do {
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, length * 2);
      }
      long first = seqNumber();
      bounds[length++] = first;
      bounds[length++] = tryChar(':') ? seqNumber() : first;
    } while (tryChar(','));
    return SequenceSet.of(length == bounds.length ? bounds : Arrays.copyOf(bounds, length));
  }

  private long seqNumber() {
    return tryChar('*') ? SequenceSet.LAST : expectNonZero();
  }

  /** Takes {@code (item SP item …)}; the parentheses may be empty. */
  public void expectList(Runnable item) {
    expectChar('(');
    if (tryChar(')')) {
      return;
    }
    do {
      item.run();
    } while (trySpace());
    expectChar(')');
  }

  // mailbox = "INBOX" / astring
  /** Takes a mailbox name, decoded, not checked. */
  public String expectMailbox() {
    return name(expectAstringOctets());
  }

  // list-mailbox = 1*list-char / string
  /** Takes a mailbox name with wildcards, decoded. */
  public String expectListMailbox() {
    return name(
        listChars()
            .map(atom -> atom.getBytes(StandardCharsets.US_ASCII))
            .orElseGet(this::expectStringOctets));
  }

  private Optional<String> listChars() {
    return run(CharClass.LIST);
  }

  private String name(byte[] octets) {
    String text = text(octets);
    return utf8Names ? text : ModifiedUtf7.decode(text).orElse(NO_NAME); // RFC 3501 §5.1.3
  }
}
