/** Accounts for tests of other components. */
@NullMarked
package org.posthorn.accounts.entity;

import org.jspecify.annotations.NullMarked;
