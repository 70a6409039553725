package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.List;

/** The lexical part of address lists: words, comments, blanks. RFC 5322 §3.2. */
final class AddressLexer {
  private static final String SPECIALS = "()<>[]:;@\\,\"";

  private final String text;
  private final List<String> words = new ArrayList<>(4);
  // whether blanks stood before the word; quoted or not makes no difference to its meaning
  private final List<Boolean> apart = new ArrayList<>(4);
  private String comment = "";
  private int at;

  AddressLexer(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void skip() {
    at++;
  }

  void forgetComment() {
    comment = "";
  }

  String comment() {
    return comment.trim();
  }

  int wordCount() {
    return words.size();
  }

  // CFWS = (1*([FWS] comment) [FWS]) / FWS
  boolean skipBlanks() {
    int before = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        readComment();
      } else if (c <= ' ') {
        at++;
      } else {
        break;
      }
    }
    return at > before;
  }

  // comment = "(" *([FWS] ccontent) [FWS] ")"
  private void readComment() {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        out.append(text.charAt(at++));
        continue;
      }
      if (c == '(' && depth++ == 0) {
        continue;
      }
      if (c == ')' && --depth == 0) {
        break;
      }
      out.append(c);
    }
    comment = out.toString();
  }

  // phrase = 1*word / obs-phrase; a "." is taken as part of an atom
  void words() {
    words.clear();
    apart.clear();
    while (true) {
      boolean blanks = skipBlanks();
      char c = peek();
      if (atEnd() || c != '"' && SPECIALS.indexOf(c) >= 0) {
        return;
      }
      words.add(c == '"' ? quoted() : atom());
      apart.add(blanks);
    }
  }

  private String atom() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && SPECIALS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  // quoted-string = DQUOTE *([FWS] qcontent) [FWS] DQUOTE; the end of the text ends it too
  private String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      out.append(c);
    }
    return out.toString();
  }

  String phrase() {
    if (words.size() == 1) {
      return words.get(0);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      if (i > 0 && apart.get(i)) {
        out.append(' ');
      }
      out.append(words.get(i));
    }
    return out.toString();
  }

  /** The words as local part: blanks around dots mean nothing. RFC 5322 §4.4. */
  String localPart() {
    if (words.size() == 1) {
      return words.get(0);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean dotted =
          word.startsWith(".") || out.length() > 0 && out.charAt(out.length() - 1) == '.';
      if (i > 0 && apart.get(i) && !dotted) {
        out.append(' ');
      }
      out.append(word);
    }
    return out.toString();
  }

  // domain = dot-atom / domain-literal / obs-domain
  String domain() {
    StringBuilder out = new StringBuilder();
    while (true) {
      skipBlanks();
      char c = peek();
      if (c == '[') {
        out.append(literal());
      } else if (atEnd() || SPECIALS.indexOf(c) >= 0) {
        return out.toString();
      } else if (out.length() > 0 && c != '.' && out.charAt(out.length() - 1) != '.') {
        return out.toString(); // user@host Real Name
      } else {
        out.append(atom());
      }
    }
  }

  private String literal() {
    int close = text.indexOf(']', at);
    int end = close < 0 ? text.length() : close + 1;
    String literal = text.substring(at, end);
    at = end;
    return literal;
  }

  // obs-route = obs-domain-list ":"
  String route() {
    skipBlanks();
    StringBuilder out = new StringBuilder();
    while (peek() == '@' || peek() == ',') {
      if (accept(',')) {
        skipBlanks();
        continue;
      }
      at++;
      out.append(out.length() == 0 ? "@" : ",@").append(domain());
      skipBlanks();
    }
    accept(':');
    return out.toString();
  }

  /** Goes on to one of these characters, or the end. */
  void passOver(String until) {
    while (true) {
      skipBlanks();
      if (atEnd() || until.indexOf(peek()) >= 0) {
        return;
      }
      if (peek() == '"') {
        quoted();
      } else {
        at++;
      }
    }
  }
}
