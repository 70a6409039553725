/** What is told about accounts and asked for them. */
@NullMarked
package org.posthorn.accounts.value;

import org.jspecify.annotations.NullMarked;
