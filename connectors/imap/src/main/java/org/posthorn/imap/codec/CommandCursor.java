package org.posthorn.imap.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailstore.query.SequenceSet;
import org.posthorn.mime.text.Charsets;

/**
 * Reads one complete command from left to right, by the rules of RFC 9051 §9: {@code try…} takes
 * something if it is there, {@code expect…} takes it or ends the parsing with BAD.
 *
 * <p>Several blanks count as one, and those inside of parentheses and at the end count for nothing,
 * because clients send them and other servers take them (RFC 1122 §1.2.2).
 */
public final class CommandCursor {
  private static final int END = -1;

  private final RawCommand command;
  private final boolean utf8Names;
  private final boolean octetsFollow;
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
    this(command, utf8Names, false);
  }

  /**
   * Starts at the first octet.
   *
   * @param octetsFollow whether the octets of a message come after the last line, as in APPEND
   */
  CommandCursor(RawCommand command, boolean utf8Names, boolean octetsFollow) {
    this.command = command;
    this.utf8Names = utf8Names;
    this.octetsFollow = octetsFollow;
    this.line = command.lines().get(0);
  }

  /** Ends the parsing with BAD and a reason for the client. */
  public RuntimeException wrong(String reason) {
    return new ImapSyntaxException(reason);
  }

  /** The next octet, which stays; -1 at the end of the line. */
  public int peek() {
    return at < line.length ? line[at] & 0xFF : END;
  }

  /** Whether the command has no more. */
  public boolean atEnd() {
    int end = octetsFollow ? at : afterBlanks();
    return end == line.length && part == command.literals().size();
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

  /** Takes one ASCII character; of a parenthesis also the blanks inside of it. */
  public boolean tryChar(char c) {
    int place = c == ')' ? afterBlanks() : at;
    if (place == line.length || line[place] != c) {
      return false;
    }
    at = place + 1;
    if (c == '(') {
      at = afterBlanks();
    }
    return true;
  }

  /** Takes one ASCII character; of a parenthesis also the blanks inside of it. */
  public void expectChar(char c) {
    if (!tryChar(c)) {
      throw wrong("Missing '" + c + "'");
    }
  }

  /** Takes the blanks between two things, not those after the last one. */
  public boolean trySpace() {
    int next = afterBlanks();
    if (next == at || atEnd() || next < line.length && line[next] == ')') {
      return false;
    }
    at = next;
    return true;
  }

  /** Takes the blanks between two things. */
  public void expectSpace() {
    if (!trySpace()) {
      throw wrong("Missing space");
    }
  }

  private int afterBlanks() {
    int next = at;
    while (next < line.length && line[next] == ' ') {
      next++;
    }
    return next;
  }

  /** Takes blanks and a word after them, both or nothing. */
  public boolean tryNextWord(String word) {
    return allOrNothing(at, trySpace() && tryWord(word));
  }

  /** Takes blanks and an opening parenthesis after them, both or nothing. */
  public boolean tryNextList() {
    return allOrNothing(at, trySpace() && tryChar('('));
  }

  /** Takes blanks and a list of this one word after them, all or nothing. */
  public boolean tryNextList(String word) {
    return allOrNothing(at, tryNextList() && tryWord(word) && tryChar(')'));
  }

  private boolean allOrNothing(int before, boolean taken) {
    at = taken ? at : before;
    return taken;
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
    return utf8Names ? text : decoded(text); // RFC 3501 §5.1.3
  }

  // Thunderbird names mailboxes in UTF-8 without ENABLE on some of its connections; no name in
  // modified UTF-7 has such octets, so it is clear what was meant.
  private static String decoded(String text) {
    if (text.chars().anyMatch(c -> c > 0x7F)) {
      return text;
    }
    return ModifiedUtf7.decode(text).orElse(ModifiedUtf7.UNDECODABLE + text);
  }
}
