/** Accounts, their addresses and client keys as rows. */
@NullMarked
package org.posthorn.accounts.entity;

import org.jspecify.annotations.NullMarked;
