package org.posthorn.nodes.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.nodes.entity.Node;

/** Knows this server among those that share the database. */
@Startup
@Singleton
@DependsOn("QueryRetries")
@Lock(LockType.READ)
public class Nodes {
  @PersistenceContext EntityManager entities;

  @Inject
  @ConfigProperty(name = "posthorn.node.name")
  Optional<String> configuredName;

  private long id;

  @PostConstruct
  void register() {
    String name = configuredName.orElseGet(Nodes::hostName);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Node node =
        entities
            .createNamedQuery(Node.BY_NAME, Node.class)
            .setParameter("name", name)
            .getResultStream()
            .findAny()
            .orElse(null);
    if (node == null) {
      node = new Node(name, now);
      entities.persist(node);
    } else {
      node.started(now);
    }
    entities.flush();
    id = node.id();
  }

  /** The number of this server, the same after a restart under the same name. */
  public long self() {
    return id;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
