/** How the database is reached and its schema migrated. */
@NullMarked
package org.posthorn.schema.control;

import org.jspecify.annotations.NullMarked;
