package org.posthorn.launcher;

import java.util.List;

/** Values that the server refuses to start with. */
final class WrongConfiguration extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> sentences;

  WrongConfiguration(List<String> sentences) {
    super(String.join(" ", sentences));
    this.sentences = List.copyOf(sentences);
  }

  WrongConfiguration(String sentence) {
    this(List.of(sentence));
  }

  /** One sentence per wrong value, naming its key and what it may be. */
  List<String> sentences() {
    return sentences;
  }
}
