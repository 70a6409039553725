package org.posthorn.accounts.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.sasl.ScramKeys;

/**
 * What SCRAM needs to know of an account.
 *
 * @param keys empty when the account has none for the hash that was asked for
 */
public record ScramRow(long account, Optional<ScramKeys> keys) {

  static ScramRow of(@Nullable Object[] columns) {
    long account = (Long) present(columns[0]);
    boolean complete = true;
    for (Object column : columns) {
      complete &= column != null;
    }
    return new ScramRow(account, complete ? Optional.of(keys(columns)) : Optional.empty());
  }

  private static ScramKeys keys(@Nullable Object[] columns) {
    return new ScramKeys(
        (byte[]) present(columns[1]),
        (Integer) present(columns[2]),
        (byte[]) present(columns[3]),
        (byte[]) present(columns[4]));
  }

  private static Object present(@Nullable Object column) {
    if (column == null) {
      throw new IllegalStateException("a column is missing");
    }
    return column;
  }
}
