package org.posthorn.reception.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.posthorn.reception.control.Opening;

/**
 * Opens the mail system when all is done that the application does at its start: the schema is
 * migrated, this server and the first accounts are known, the outgoing queue is looked after.
 */
@Startup
@Singleton
@DependsOn({"Schema", "Nodes", "FirstAccounts", "RelayTimer"})
public class Doorkeeper {
  @Inject Opening opening;

  @PostConstruct
  void open() {
    opening.open();
  }
}
