package org.posthorn.mailstore.sort;

/**
 * What a subject is about, without the marks of replies and forwards. RFC 5256 §2.1.
 *
 * @param text the base subject
 * @param replied whether marks of a reply or forward were taken away (RFC 5256 §3, REFERENCES)
 */
public record BaseSubject(String text, boolean replied) {

  /**
   * Extracts it of a subject whose encoded words are decoded. Takes time in line with its length.
   */
  public static BaseSubject of(String subject) {
    Cut cut = new Cut(spaced(subject));
    cut.run();
    return new BaseSubject(cut.text.substring(cut.from, cut.to), cut.replied);
  }

  // RFC 5256 §2.1 (1): tabs and continuations to space, multiple spaces to one
  private static String spaced(String subject) {
    boolean fine = true;
    for (int i = 0; fine && i < subject.length(); i++) {
      char c = subject.charAt(i);
      fine = !isBlank(c) || c == ' ' && (i == 0 || subject.charAt(i - 1) != ' ');
    }
    if (fine) {
      return subject;
    }
    StringBuilder out = new StringBuilder(subject.length());
    for (int i = 0; i < subject.length(); i++) {
      char c = subject.charAt(i);
      if (!isBlank(c)) {
        out.append(c);
      } else if (out.length() == 0 || out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    return out.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** Moves the ends of a subject together. The numbers are the steps of RFC 5256 §2.1. */
  private static final class Cut {
    private final String text;
    private int from;
    private int to;
    private boolean replied;

    Cut(String text) {
      this.text = text;
      this.to = text.length();
    }

    void run() {
      do {
        trailers(); // (2)
        leaders(); // (3), (4), (5)
      } while (forward()); // (6)
    }

    // subj-trailer = "(fwd)" / WSP
    private void trailers() {
      while (to > from) {
        if (text.charAt(to - 1) == ' ') {
          to--;
        } else if (to - from >= 5 && has(to - 5, "(fwd)")) {
          to -= 5;
          replied = true;
        } else {
          return;
        }
      }
    }

    // subj-leader = (*subj-blob subj-refwd) / WSP
    private void leaders() {
      while (from < to) {
        if (text.charAt(from) == ' ') {
          from++;
          continue;
        }
        int blobs = from;
        int last = from; // where the last blob of the row begins
        for (int next = blob(blobs); next > 0; next = blob(blobs)) {
          last = blobs;
          blobs = next;
        }
        int end = refwd(blobs);
        if (end > 0) {
          from = end;
          replied = true;
        } else if (blobs == from) {
          return;
        } else if (blobs == to) { // the last blob is the base, else that would be empty
          from = last;
          return;
        } else {
          from = blobs;
        }
      }
    }

    // subj-blob = "[" *BLOBCHAR "]" *WSP; gives its end, or -1
    private int blob(int at) {
      if (at >= to || text.charAt(at) != '[') {
        return -1;
      }
      int end = at + 1;
      while (end < to && text.charAt(end) != '[' && text.charAt(end) != ']') {
        end++;
      }
      return end < to && text.charAt(end) == ']' ? blanks(end + 1) : -1;
    }

    // subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"; gives its end, or -1
    private int refwd(int at) {
      int end = has(at, "re") ? at + 2 : has(at, "fwd") ? at + 3 : has(at, "fw") ? at + 2 : -1;
      if (end < 0) {
        return -1;
      }
      end = blanks(end);
      int blob = blob(end);
      end = blob > 0 ? blob : end;
      return end < to && text.charAt(end) == ':' ? end + 1 : -1;
    }

    // subj-fwd = "[fwd:" subject "]"
    private boolean forward() {
      if (to - from < 6 || !has(from, "[fwd:") || text.charAt(to - 1) != ']') {
        return false;
      }
      from += 5;
      to--;
      replied = true;
      return true;
    }

    private boolean has(int at, String word) {
      return at + word.length() <= to && text.regionMatches(true, at, word, 0, word.length());
    }

    private int blanks(int at) {
      int end = at;
      while (end < to && text.charAt(end) == ' ') {
        end++;
      }
      return end;
    }
  }
}
