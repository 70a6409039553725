package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.testkit.Escapes;

/** Makes commands that are nearly valid. Text is one char per octet, without the tag and CRLF. */
public final class CommandMutator {
  /** Where the corpus stands. */
  public static final Path CORPUS = Path.of("../../resources/corpus/imap");

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|~?\\{\\d+\\+?}\r\n|[\\w.\\\\$&@=+-]+|\r\n|.", Pattern.DOTALL);
  private static final List<String> COMMANDS = commands();
  private static final List<String> NASTY =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\u00ff",
          "\u00c3\u00a4",
          "\u00ed\u00a0\u0080",
          "\t",
          " ",
          "\"",
          "\\",
          "\"\\\"\"",
          "\"a\\",
          "(",
          ")",
          "()",
          "(((",
          "[",
          "]",
          "<0.1>",
          "<4294967295.0>",
          "{",
          "}",
          "{0}",
          "{0+}\r\n",
          "{5+}\r\nab",
          "{3}\r\nabc",
          "~{3+}\r\na\0b",
          "{4294967295}",
          "{9+}\r\n",
          "{70000+}\r\n",
          "{200000+}\r\nx",
          "{99999999999999999999+}\r\n",
          "{-1}",
          "{01}",
          "*",
          "%",
          "1:*",
          "*:*",
          "*:4294967295",
          "4294967295",
          "4294967296",
          "9223372036854775807",
          "18446744073709551616",
          "0",
          "-1",
          "00",
          "1:1,1:1",
          ",",
          "$",
          "&",
          "&-",
          "&AOQ-",
          "&2D0-",
          "&AA",
          "NIL",
          "\"\"",
          "INBOX",
          "inbox",
          "INBOX/",
          "/",
          "//",
          "\"a/b/\"",
          "../..",
          "#news",
          "BODY[",
          "BODY[]",
          "BODY[1.2.3.4.5.6.7.8.9]",
          "HEADER.FIELDS ()",
          "NOT",
          "OR",
          "RETURN",
          "UNDEFINED",
          "\\",
          "\\*",
          "\\Recent",
          "30-Feb-2023",
          "1-Jan-0000",
          "\" 1-Jan-9999\"",
          "imap://mx.posthorn.test/INBOX/;UID=1",
          "/INBOX/;UID=0",
          "%00",
          "%zz");
  private static final List<String> DEEP =
      List.of(
          "(", ")", "NOT ", "OR ", "OR ALL ", "1,", "1:*,", "1.", "&", "\"", "(NOT ", "a/", "%");

  private final Random random;

  /** Takes its decisions from here. */
  public CommandMutator(Random random) {
    this.random = random;
  }

  /** The commands of the corpus. */
  public static List<String> commands() {
    try {
      return Files.readAllLines(CORPUS.resolve("commands.txt"), UTF_8).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> new String(Escapes.octets(line), ISO_8859_1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of the corpus as it is. */
  public String valid() {
    return any(COMMANDS);
  }

  /** A command with a few faults. */
  public String next() {
    String command = valid();
    for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
      command = random.nextInt(3) == 0 ? octets(command) : tokens(command);
    }
    return command;
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  // Faults in the grammar

  private String tokens(String command) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(command);
    while (token.find()) {
      tokens.add(token.group());
    }
    int at = random.nextInt(tokens.size() + 1);
    int other = random.nextInt(tokens.size() + 1);
    boolean within = at < tokens.size();
    switch (random.nextInt(8)) {
      case 0 -> tokens.subList(Math.min(at, other), Math.max(at, other)).clear();
      case 1 -> tokens.add(at, ' ' + any(NASTY));
      case 2 -> tokens.add(at, any(NASTY));
      case 3 -> tokens.add(at, any(DEEP).repeat(1 + random.nextInt(random.nextInt(3000) + 1)));
      case 4 -> tokens.addAll(at, tokensOfAnother());
      case 5 -> tokens.add(at, Long.toString(random.nextLong() >>> random.nextInt(64)));
      case 6 -> tokens.addAll(at, List.copyOf(tokens.subList(Math.min(at, other), at)));
      default -> {
        if (within) {
          tokens.set(at, any(NASTY));
        }
      }
    }
    return tokens.isEmpty() ? any(NASTY) : String.join("", tokens);
  }

  private List<String> tokensOfAnother() {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(valid());
    while (token.find()) {
      tokens.add(token.group());
    }
    int from = random.nextInt(tokens.size());
    return tokens.subList(from, from + 1 + random.nextInt(tokens.size() - from));
  }

  // Faults that know nothing of the grammar

  private String octets(String command) {
    StringBuilder text = new StringBuilder(command);
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(8));
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, (char) random.nextInt(256));
      case 1 -> text.delete(at, end);
      case 2 -> text.setLength(Math.max(1, at));
      default -> text.insert(at, text.substring(at, end));
    }
    return text.isEmpty() ? "x" : text.toString();
  }
}
