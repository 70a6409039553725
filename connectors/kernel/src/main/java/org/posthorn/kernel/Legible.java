package org.posthorn.kernel;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;

/**
 * Tells characters that can be seen from those that could make one address look like another:
 * blanks but the plain one, controls, marks of direction, and what has no width.
 */
final class Legible {
  private Legible() {}

  /** Whether a code point may stand in an address. */
  static boolean character(int c) {
    if (c < 128) {
      return c >= ' ' && c != 127;
    }
    return switch (UCharacter.getType(c)) {
      case UCharacterCategory.CONTROL,
          UCharacterCategory.FORMAT,
          UCharacterCategory.SURROGATE,
          UCharacterCategory.PRIVATE_USE,
          UCharacterCategory.UNASSIGNED,
          UCharacterCategory.SPACE_SEPARATOR,
          UCharacterCategory.LINE_SEPARATOR,
          UCharacterCategory.PARAGRAPH_SEPARATOR ->
          false;
      default -> !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }
}
