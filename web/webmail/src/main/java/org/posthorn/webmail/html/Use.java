package org.posthorn.webmail.html;

/** What the HTML of a mail is made ready for. */
enum Use {
  /** To be read, as a document of its own: as much of its look as can be had. */
  READING,
  /** To be the text in the editor, or to be sent as one's own. */
  WRITING,
  /** To be sent within one's own text, below what one writes. */
  QUOTING;

  /** Whether it becomes a whole document. */
  boolean document() {
    return this == READING;
  }

  /** Whether the look of the text alone is kept: no classes, no ids, nothing that moves. */
  boolean narrow() {
    return this == WRITING;
  }

  /** Whether what cannot be seen is left out, as it would be seen elsewhere. */
  boolean text() {
    return this != READING;
  }
}
