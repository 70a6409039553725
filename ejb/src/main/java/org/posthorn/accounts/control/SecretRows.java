package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Optional;
import org.posthorn.accounts.entity.InstallationSecret;
import org.posthorn.schema.boundary.Violations;

/** The secrets of the installation, as rows. */
@ApplicationScoped
public class SecretRows {
  private static final int OCTETS = 32;

  @PersistenceContext EntityManager entities;

  /** A secret that was made before. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<byte[]> find(String name) {
    return Optional.ofNullable(entities.find(InstallationSecret.class, name))
        .map(InstallationSecret::octets);
  }

  /** Makes a secret, unless another server makes it at the same moment. */
  @Transactional(
      value = Transactional.TxType.REQUIRES_NEW,
      dontRollbackOn = PersistenceException.class)
  public boolean create(String name) {
    byte[] octets = new byte[OCTETS];
    new SecureRandom().nextBytes(octets);
    try {
      entities.persist(new InstallationSecret(name, octets));
      entities.flush();
      return true;
    } catch (PersistenceException e) {
      if (Violations.isConstraint(e)) {
        return false;
      }
      throw e;
    }
  }
}
