/** How the schema is migrated. */
@NullMarked
package org.posthorn.schema.control;

import org.jspecify.annotations.NullMarked;
