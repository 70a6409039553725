package org.posthorn.access.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.posthorn.mailboxes.boundary.Mailboxes;

/**
 * Opens the mail system when all is done that the application does at its start: the schema is
 * migrated, this server and the first accounts are known, the outgoing queue is looked after, and
 * mailboxes that were in use are in memory. The startup beans depend on each other in one chain,
 * because Payara takes a bean that is reached in two ways for a cycle, now and then.
 */
@Startup
@Singleton
@DependsOn("RelayTimer")
public class ServerStartup {
  @Inject ServiceState opening;
  @Inject Mailboxes mailboxes;

  @PostConstruct
  void open() {
    mailboxes.finishRenames();
    mailboxes.preload();
    opening.open();
  }

  @PreDestroy
  void close() {
    mailboxes.notePreload();
  }
}
