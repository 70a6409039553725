package org.posthorn.accounts.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Random octets that all servers of an installation share, made once and never changed. */
@Entity
@Table(name = "installation_secret")
public class InstallationSecret {
  @Id private String name;
  private byte[] octets;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected InstallationSecret() {}

  /** A new secret; the octets are copied. */
  public InstallationSecret(String name, byte[] octets) {
    this.name = name;
    this.octets = octets.clone();
  }

  public byte[] octets() {
    return octets.clone();
  }
}
