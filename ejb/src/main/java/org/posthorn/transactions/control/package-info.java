/** How the persistence provider treats the database. */
@NullMarked
package org.posthorn.transactions.control;

import org.jspecify.annotations.NullMarked;
