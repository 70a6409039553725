/** How the database is reached: the only code that knows JDBC drivers and their URLs. */
@NullMarked
package org.posthorn.database;

import org.jspecify.annotations.NullMarked;
