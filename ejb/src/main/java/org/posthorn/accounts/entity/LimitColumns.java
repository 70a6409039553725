package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.posthorn.accounts.value.OwnLimits;

/** The limits of an account: null is the server's default, negative is no limit. */
@Embeddable
public class LimitColumns {
  @Column(name = "octet_limit")
  private @Nullable Long octets;

  @Column(name = "message_limit")
  private @Nullable Long messages;

  @Column(name = "mailbox_limit")
  private @Nullable Long mailboxes;

  /** The server's defaults. */
  protected LimitColumns() {}

  LimitColumns(OwnLimits limits) {
    octets = column(limits.octets());
    messages = column(limits.messages());
    mailboxes = column(limits.mailboxes());
  }

  OwnLimits limits() {
    return new OwnLimits(value(octets), value(messages), value(mailboxes));
  }

  private static @Nullable Long column(OptionalLong limit) {
    return limit.isPresent() ? limit.getAsLong() : null;
  }

  private static OptionalLong value(@Nullable Long column) {
    return column == null ? OptionalLong.empty() : OptionalLong.of(column);
  }
}
