/**
 * Notices that the database was restored from a backup, or that servers do not share their content.
 */
@NullMarked
package org.posthorn.restores.boundary;

import org.jspecify.annotations.NullMarked;
