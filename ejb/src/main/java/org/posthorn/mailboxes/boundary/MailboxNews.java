package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.mailboxes.control.ChangeFeed;

/** Hears which mailboxes other servers have changed. */
@ApplicationScoped
public class MailboxNews {
  @Inject ChangeFeed feed;
  @Inject Mailboxes mailboxes;

  void on(@Observes ChangedElsewhere change) {
    feed.of(change).ifPresent(mailboxes::changedElsewhere);
  }
}
