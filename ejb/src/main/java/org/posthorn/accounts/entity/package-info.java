/** Accounts and their addresses as rows. */
@NullMarked
package org.posthorn.accounts.entity;

import org.jspecify.annotations.NullMarked;
