package org.posthorn.inbound.settings;

import java.util.List;

/** The configuration has wrong values; the server is not to start. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> sentences;

  InvalidSettings(List<String> sentences) {
    super(String.join(" ", sentences));
    this.sentences = List.copyOf(sentences);
  }

  /** One sentence for each wrong value, naming its key and what it may be. */
  public List<String> sentences() {
    return sentences;
  }
}
